package io.aman.session.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A person's trusted devices, the one that was trusted first in front. */
record DeviceBook(String userId, List<TrustedDevice> devices) {

    /** One more takes the place of the first. */
    static final int MOST = 10;

    DeviceBook {
        devices = List.copyOf(devices);
    }

    static DeviceBook empty(String userId) {
        return new DeviceBook(userId, List.of());
    }

    Optional<TrustedDevice> device(String id) {
        return devices.stream().filter(device -> device.id().equals(id)).findFirst();
    }

    /** With one more, and without those whose time is over. */
    DeviceBook with(TrustedDevice added, Instant now) {
        var current = live(now);
        var kept = current.subList(Math.max(0, current.size() - MOST + 1), current.size());
        return new DeviceBook(
                userId, Stream.concat(kept.stream(), Stream.of(added)).toList());
    }

    DeviceBook replaced(TrustedDevice changed) {
        return new DeviceBook(
                userId,
                devices.stream()
                        .map(device -> device.id().equals(changed.id()) ? changed : device)
                        .toList());
    }

    DeviceBook without(String id) {
        return new DeviceBook(
                userId,
                devices.stream().filter(device -> !device.id().equals(id)).toList());
    }

    List<TrustedDevice> live(Instant now) {
        return devices.stream()
                .filter(device -> now.isBefore(device.expiresAt()))
                .toList();
    }
}
