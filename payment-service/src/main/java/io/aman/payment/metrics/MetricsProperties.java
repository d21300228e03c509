package io.aman.payment.metrics;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How metrics are kept.
 *
 * @param storeInterval how often a process stores its counts of calls to providers: what a crash may lose
 * @param retention how long hourly sums are kept; at least the longest window
 * @param dedupeFor how long after it happened an event that is published twice is still known as the same one
 */
@Validated
@ConfigurationProperties("payment.metrics")
record MetricsProperties(
        @DefaultValue("5s") @DurationMin(millis = 10) Duration storeInterval,
        @DefaultValue("90d") @DurationMin(days = 31) Duration retention,
        @DefaultValue("14d") @DurationMin(days = 1) Duration dedupeFor) {}
