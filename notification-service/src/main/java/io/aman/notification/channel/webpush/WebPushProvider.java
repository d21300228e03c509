package io.aman.notification.channel.webpush;

import io.aman.notification.channel.push.DeviceProvider;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place.Browser;
import io.aman.notification.channel.push.PushMessage;
import io.aman.notification.channel.push.PushProperties;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.target.TargetClient;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to browsers, by the push service that each has chosen. One that is sent again takes the place of the first: at the
 * push service by its topic, in the browser by its id.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8030#section-5">RFC 8030, section 5</a>
 */
final class WebPushProvider extends DeviceProvider<Browser> {

    private static final JsonMapper JSON = new JsonMapper();

    private final VapidKeys keys;
    private final String subject;
    private final PushProperties properties;
    private final TargetClient http;
    private final Clock clock;

    WebPushProvider(
            Devices devices,
            VapidKeys keys,
            String subject,
            PushProperties properties,
            TargetClient http,
            Clock clock) {
        super(devices, Browser.class, Browser.SCHEME, "webpush-unsubscribed");
        this.keys = keys;
        this.subject = subject;
        this.properties = properties;
        this.http = http;
        this.clock = clock;
    }

    @Override
    protected Outcome send(Delivery delivery, Browser browser) {
        var key = keys.find(browser.serverKey());
        return key.isEmpty() ? new Refused("webpush-key-retired", true) : post(delivery, browser, key.get());
    }

    private Outcome post(Delivery delivery, Browser browser, VapidKey key) {
        var message = PushMessage.of(delivery, properties, clock.instant());
        var text = text(message);
        if (text.length > Encryption.LONGEST) {
            return new Refused("webpush-too-long");
        }
        var headers = Map.of(
                "Authorization",
                key.authorization(origin(browser.endpoint()), subject, clock.instant()),
                "Content-Type",
                "application/octet-stream",
                "Content-Encoding",
                Encryption.CODING,
                "TTL",
                Long.toString(message.ttl().toSeconds()),
                "Urgency",
                message.urgent() ? "high" : "normal",
                "Topic",
                message.topic());
        return WebPushAnswer.outcome(http.post(browser.endpoint(), headers, Encryption.encrypt(text, browser)));
    }

    private static byte[] text(PushMessage message) {
        var json = JSON.createObjectNode()
                .put("id", message.id())
                .put("title", message.title())
                .put("body", message.body())
                .put("lang", message.language());
        return JSON.writeValueAsBytes(json);
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-6.2">RFC 6454, section 6.2</a> */
    static String origin(URI endpoint) {
        var scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        var port = endpoint.getPort() == -1 || endpoint.getPort() == usual ? "" : ":" + endpoint.getPort();
        return scheme + "://" + endpoint.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
