package io.aman.notification.channel.push;

import java.time.Instant;

/**
 * A device as its owner sees it.
 *
 * @param kind {@code webpush} for a browser, {@code fcm} for an app
 * @param service the host of the push service that carries there
 */
public record DeviceView(String id, String kind, String service, Instant addedAt) {

    public static DeviceView of(Device device) {
        var place = device.place();
        var service = switch (place) {
            case Place.Browser browser -> browser.endpoint().getHost();
            case Place.App _ -> "fcm.googleapis.com";
        };
        return new DeviceView(device.id(), place.scheme(), service, device.addedAt());
    }
}
