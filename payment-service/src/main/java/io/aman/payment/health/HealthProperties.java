package io.aman.payment.health;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What counts as well.
 *
 * @param storageTimeout after this the storage counts as not reached
 * @param outboxDegradedAfter how old an event may be that is not published yet
 * @param countAtMost where counting what waits or is unresolved ends
 */
@Validated
@ConfigurationProperties("payment.health")
record HealthProperties(
        @DefaultValue("1s") @DurationMin(millis = 50) Duration storageTimeout,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration outboxDegradedAfter,
        @DefaultValue("1000") @Min(1) @Max(100_000) int countAtMost) {}
