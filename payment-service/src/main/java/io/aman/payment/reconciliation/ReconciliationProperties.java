package io.aman.payment.reconciliation;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How open attempts are looked at; when, says {@code payment.attempt}.
 *
 * @param interval how often due ones are looked for
 * @param lease after this whoever took one up counts as crashed
 * @param concurrency how many are looked at at once
 */
@Validated
@ConfigurationProperties("payment.reconciliation")
record ReconciliationProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration interval,
        @DefaultValue("1m") @DurationMin(millis = 100) Duration lease,
        @DefaultValue("8") @Min(1) int concurrency) {}
