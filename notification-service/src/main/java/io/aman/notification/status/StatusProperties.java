package io.aman.notification.status;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How statuses are worked on.
 *
 * @param sweepInterval how often statuses are looked for that nobody works on, after a crash for instance
 * @param lease after this whoever took one up counts as crashed
 * @param retryAfter the pauses before one is taken up again whose delivery is not known yet; the last one repeats
 * @param giveUpAfter how long such a status is retried
 * @param keep how long statuses are kept, from when they came
 * @param concurrency how many are worked on at once
 */
@Validated
@ConfigurationProperties("notification.status")
record StatusProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration lease,

        @DefaultValue({"1s", "5s", "30s", "2m", "10m", "1h"}) @NotEmpty
        List<Duration> retryAfter,

        @DefaultValue("1d") @DurationMin(seconds = 1) Duration giveUpAfter,
        @DefaultValue("7d") @DurationMin(minutes = 1) Duration keep,
        @DefaultValue("8") @Min(1) @Max(100) int concurrency) {

    StatusProperties {
        retryAfter = List.copyOf(retryAfter);
    }

    /** @param tries how often it was tried, at least once */
    Duration pauseAfter(int tries) {
        return retryAfter.get(Math.min(tries, retryAfter.size()) - 1);
    }
}
