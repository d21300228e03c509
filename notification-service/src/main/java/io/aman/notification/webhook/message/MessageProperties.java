package io.aman.notification.webhook.message;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are sent.
 *
 * @param lanes to how many endpoints this process sends at a time
 * @param perEndpoint how many messages an endpoint gets at a time, from all processes together
 * @param poll how long an idle process waits before it looks again unasked
 * @param lease how long an endpoint is nobody else's; a crash in between delays its messages by this. It must be longer
 *     than {@code notification.webhook.target.timeout} by what writing the outcome may take
 * @param schedule the pauses after failed attempts, give or take a fifth; a message fails after one attempt more than
 *     there are pauses
 * @param maxRetryAfter the longest pause that a receiver may ask for
 * @param breakerAfter after so many failures in a row an endpoint gets one message at a time, and pauses in between
 * @param breakerPause the first of these pauses; it doubles from there
 * @param breakerMaxPause the longest of them
 * @param kept how long a message is kept after it was made or replayed; longer than all pauses together
 */
@Validated
@ConfigurationProperties("notification.webhook.message")
record MessageProperties(
        @DefaultValue("64") @Min(1) @Max(1000) int lanes,
        @DefaultValue("8") @Min(1) @Max(100) int perEndpoint,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration poll,
        @DefaultValue("60s") @DurationMin(seconds = 40) Duration lease,

        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h", "24h", "24h"}) @NotEmpty
        List<@DurationMin(millis = 1) Duration> schedule,

        @DefaultValue("1h") @DurationMin(seconds = 0) Duration maxRetryAfter,
        @DefaultValue("10") @Min(1) int breakerAfter,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration breakerPause,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration breakerMaxPause,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration kept) {

    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 20;

    MessageProperties {
        schedule = List.copyOf(schedule);
        var longest = schedule.stream()
                .reduce(Duration.ZERO, Duration::plus)
                .multipliedBy(6)
                .dividedBy(5);
        if (kept.compareTo(longest) <= 0) {
            throw new IllegalArgumentException(
                    "notification.webhook.message.kept is shorter than all pauses of its schedule together");
        }
    }

    /** Whether a message that failed that often is tried once more. */
    boolean isTriedAfter(int failures) {
        return failures <= schedule.size();
    }

    /** The pause after that many failures, the first being 1. */
    Duration pause(int failures, RandomGenerator random) {
        var pause = schedule.get(Math.min(failures, schedule.size()) - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }

    /** How many messages an endpoint gets that has failed that often in a row. */
    int atOnce(int failures) {
        return failures < breakerAfter ? perEndpoint : 1;
    }

    /** How long an endpoint that has failed that often in a row is left alone. */
    Duration breakerPause(int failures) {
        if (failures < breakerAfter) {
            return Duration.ZERO;
        }
        var doubled = breakerPause.multipliedBy(1L << Math.min(failures - breakerAfter, MAX_DOUBLINGS));
        return doubled.compareTo(breakerMaxPause) < 0 ? doubled : breakerMaxPause;
    }
}
