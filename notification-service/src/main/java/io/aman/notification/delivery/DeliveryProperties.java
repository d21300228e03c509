package io.aman.notification.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are sent.
 *
 * @param workers how many are sent at a time
 * @param poll how long an idle worker waits before it looks again unasked
 * @param lease how long an attempt is nobody else's; a crash in between delays the message by this. It must be longer
 *     than a channel may take: with mail's time-outs of 5 s a dialogue of eight steps takes 40 s at worst
 * @param attempts how often a message is tried before it fails; the default spreads them over more than an hour
 * @param firstBackoff the pause after the first attempt; it doubles from there, give or take a fifth
 * @param maxBackoff the longest pause
 * @param yieldsAfter while events are handled later than this after they happened, messages wait for them
 * @param longestYield how long each worker lets events go before its next message, however late they are
 * @param restoredAt when the database was last restored from a backup; of what happened before, nobody knows whether it
 *     was told outside, so it fails as {@code before-restore} until an administrator has it sent. Unset for never
 */
@Validated
@ConfigurationProperties("notification.delivery")
record DeliveryProperties(
        @DefaultValue("4") @Min(1) @Max(64) int workers,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration poll,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("24") @Min(1) int attempts,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration firstBackoff,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration maxBackoff,
        @DefaultValue("50ms") @DurationMin(millis = 1) Duration yieldsAfter,
        @DefaultValue("250ms") @DurationMin(millis = 0) Duration longestYield,
        @Nullable Instant restoredAt) {

    private static final int MAX_DOUBLINGS = 30;
    private static final double JITTER = 0.2;

    /** The pause after the given attempt, the first being 1. */
    Duration backoff(int attempt, RandomGenerator random) {
        var doubled = firstBackoff.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        var pause = doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
        return Duration.ofMillis(Math.round(pause.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }
}
