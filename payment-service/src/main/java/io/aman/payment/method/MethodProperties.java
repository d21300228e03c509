package io.aman.payment.method;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How payment methods are kept.
 *
 * @param max how many a payer may keep
 * @param checkAfter how long after asking the provider its answer counts as lost: longer than two of its calls may take.
 *     The pause doubles with each look
 * @param checkAtMostAfter the longest of these pauses
 * @param sweepInterval how often lost answers are looked for
 * @param actionWithin how long a payer is waited for who has to act
 * @param failedFor how long a method is shown that was never kept
 * @param lease after this whoever took a payer's methods up counts as crashed
 */
@Validated
@ConfigurationProperties("payment.method")
record MethodProperties(
        @DefaultValue("20") @Min(1) @Max(100) int max,
        @DefaultValue("15s") @DurationMin(millis = 10) Duration checkAfter,
        @DefaultValue("1h") @DurationMin(millis = 10) Duration checkAtMostAfter,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("1d") @DurationMin(millis = 100) Duration actionWithin,
        @DefaultValue("1d") @DurationMin(millis = 100) Duration failedFor,
        @DefaultValue("1m") @DurationMin(millis = 100) Duration lease) {

    private static final int MOST_DOUBLINGS = 20;
    private static final int EACH_QUARTER = 4;

    /** @param checks how often somebody has looked before {@code now} */
    Instant nextCheck(Instant now, int checks) {
        var pause = checkAfter.multipliedBy(1L << Math.min(checks, MOST_DOUBLINGS));
        return now.plus(pause.compareTo(checkAtMostAfter) < 0 ? pause : checkAtMostAfter);
    }

    /** For one that waits for its payer since then: often at first, and each time after a quarter of the time gone by. */
    Instant nextLook(Instant now, Instant since) {
        var quarter = Duration.between(since, now).dividedBy(EACH_QUARTER);
        var pause = quarter.compareTo(checkAfter) < 0 ? checkAfter : quarter;
        return now.plus(pause.compareTo(checkAtMostAfter) < 0 ? pause : checkAtMostAfter);
    }
}
