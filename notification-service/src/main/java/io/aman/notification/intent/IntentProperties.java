package io.aman.notification.intent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How intents are taken up that could not be addressed at once, and how long they are kept.
 *
 * @param listeners how many batches of payments' events an instance handles at once; more than there are partitions are idle
 * @param together how many of them are read at once at most: what lies in memory
 * @param sweepInterval the pause between two sweeps
 * @param firstBackoff how long an intent waits before a sweep takes it up; it doubles from there
 * @param maxBackoff the longest wait; it never ends, since the recipient may become known at any time
 * @param remindAfter how long after their bank asked for it a payer who has not confirmed a payment is reminded
 * @param kept how long after it was told an intent, or a digest, is kept; an event that comes again later than that is told
 *     again
 */
@Validated
@ConfigurationProperties("notification.intent")
record IntentProperties(
        @DefaultValue("3") @Min(1) @Max(16) int listeners,
        @DefaultValue("100") @Min(1) @Max(500) int together,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration firstBackoff,
        @DefaultValue("10m") @DurationMin(millis = 1) Duration maxBackoff,
        @DefaultValue("10m") @DurationMin(seconds = 0) Duration remindAfter,
        @DefaultValue("90d") @DurationMin(days = 7) Duration kept) {

    private static final int MAX_DOUBLINGS = 30;

    Duration backoff(int tries) {
        var doubled = firstBackoff.multipliedBy(1L << Math.min(tries, MAX_DOUBLINGS));
        return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
    }
}
