package io.aman.platform.inbox;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.validation.annotation.Validated;

/**
 * How events are received.
 *
 * @param consumes the topics this service listens to; the dead letters of exactly these are kept and can be replayed
 * @param attempts how often a record is tried before it is parked; while a store is away it is tried without end
 * @param firstBackoff the pause before the second try; it doubles from there
 * @param maxBackoff the longest pause
 */
@Validated
@ConfigurationProperties("aman.inbox")
record InboxProperties(
        @DefaultValue List<String> consumes,
        @DefaultValue("5") @Min(1) int attempts,
        @DefaultValue("200ms") @DurationMin(millis = 1) Duration firstBackoff,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration maxBackoff) {

    BackOff bounded() {
        var backoff = unbounded();
        backoff.setMaxAttempts(attempts - 1L);
        return backoff;
    }

    ExponentialBackOff unbounded() {
        var backoff = new ExponentialBackOff(firstBackoff.toMillis(), 2);
        backoff.setMaxInterval(maxBackoff.toMillis());
        return backoff;
    }
}
