package io.aman.gateway.connection;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How patient the gateway is with a connection. How long one may stay silent between requests is
 * {@code server.netty.idle-timeout}.
 *
 * @param headTime from the first byte of a request to the end of its header lines
 * @param bodyPause between two pieces of a body, while the gateway is ready for more
 * @param bodyTime from the header lines to the end of the body
 * @param stallTime for a client that takes nothing of its response
 * @param sharePort whether another gateway may listen on the same port of this machine, to take over from this one, which
 *     then closes its own listener as soon as it is told to end
 */
@Validated
@ConfigurationProperties("gateway.connections")
record ConnectionProperties(
        @DefaultValue("10s") @DurationMin(millis = 10) Duration headTime,
        @DefaultValue("15s") @DurationMin(millis = 10) Duration bodyPause,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration bodyTime,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration stallTime,
        @DefaultValue("false") boolean sharePort) {

    @AssertTrue(message = "must not be shorter than body-pause")
    boolean isBodyTimeLonger() {
        return bodyTime.compareTo(bodyPause) >= 0;
    }
}
