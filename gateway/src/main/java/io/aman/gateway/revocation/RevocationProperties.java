package io.aman.gateway.revocation;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How revocations are followed.
 *
 * @param askAfter when the last heartbeat is older than this, session-service is asked before each change
 * @param maxStaleness when it is older than this, changes are refused
 */
@Validated
@ConfigurationProperties("gateway.revocation")
record RevocationProperties(
        @DefaultValue("3s") @DurationMin(seconds = 1) Duration askAfter,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration maxStaleness) {

    @AssertTrue(message = "must not be shorter than ask-after")
    boolean isMaxStalenessLonger() {
        return maxStaleness.compareTo(askAfter) >= 0;
    }
}
