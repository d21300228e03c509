package io.aman.payment.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How days are compared; all are days in UTC.
 *
 * @param interval how often days are looked for that nobody has compared
 * @param lease after this whoever compares one counts as crashed
 * @param closesAfter how long after its end a day's lines may still appear
 * @param retryAfter when a day is compared again where a provider's record could not be read
 * @param days how many closed days are compared without being asked for
 */
@Validated
@ConfigurationProperties("payment.ledger")
record LedgerProperties(
        @DefaultValue("5m") @DurationMin(millis = 10) Duration interval,
        @DefaultValue("15m") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("1d") @DurationMin(hours = 1) Duration closesAfter,
        @DefaultValue("15m") @DurationMin(millis = 10) Duration retryAfter,
        @DefaultValue("7") @Min(1) @Max(31) int days) {}
