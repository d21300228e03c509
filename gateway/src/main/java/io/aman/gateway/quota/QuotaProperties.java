package io.aman.gateway.quota;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How quotas are kept.
 *
 * @param timeout after this a question to the storage has no answer
 * @param whenAway what becomes of requests for which nothing was leased while the storage is away
 * @param idle after this what is leased for somebody and not used is given back
 * @param maxCallers with a quota who are remembered at once
 * @param sweepInterval how often periods that ended are forgotten
 */
@Validated
@ConfigurationProperties("gateway.quota")
record QuotaProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration timeout,
        @DefaultValue("refuse") WhenAway whenAway,
        @DefaultValue("10m") @DurationMin(seconds = 1) Duration idle,
        @DefaultValue("100000") @Min(1000) int maxCallers,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration sweepInterval) {

    enum WhenAway {
        /** The quota is never exceeded. */
        REFUSE,
        /** Nobody waits for the storage to come back; what is let through meanwhile is not counted. */
        ADMIT
    }
}
