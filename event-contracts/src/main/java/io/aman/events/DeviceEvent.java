package io.aman.events;

import static io.aman.events.AccountFacts.require;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which devices an account trusts. */
public sealed interface DeviceEvent extends AccountEvent {

    /** @param device as a person knows it, such as {@code Firefox on Windows} */
    @EventType("account.device-trusted.v1")
    record DeviceTrusted(
            String userId,
            String device,
            Instant at,
            Actor by,
            @Nullable String sealed) implements DeviceEvent {

        public DeviceTrusted {
            require(userId, at, by);
            Objects.requireNonNull(device, "device");
        }
    }

    /** No device is trusted any more. */
    @EventType("account.devices-forgotten.v1")
    record DevicesForgotten(
            String userId,
            String reason,
            Instant at,
            Actor by,
            @Nullable String sealed) implements DeviceEvent {

        public DevicesForgotten {
            require(userId, at, by);
            Objects.requireNonNull(reason, "reason");
        }
    }
}
