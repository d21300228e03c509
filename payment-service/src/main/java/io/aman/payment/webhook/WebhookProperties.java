package io.aman.payment.webhook;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How stored notices are worked on.
 *
 * @param sweepInterval how often notices are looked for that nobody works on, after a crash for instance
 * @param lease after this whoever took up a notice counts as crashed
 * @param retryAfter the pauses before a notice is taken up again whose payment is not known yet; the last one repeats
 * @param giveUpAfter how long such a notice is retried; it is kept all the same
 * @param concurrency how many are worked on at once
 */
@Validated
@ConfigurationProperties("payment.webhook")
record WebhookProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("30s") @DurationMin(millis = 100) Duration lease,

        @DefaultValue({"1s", "5s", "30s", "2m", "10m", "1h"}) @NotEmpty
        List<@DurationMin(millis = 1) Duration> retryAfter,

        @DefaultValue("1d") @DurationMin(seconds = 1) Duration giveUpAfter,
        @DefaultValue("16") @Min(1) int concurrency) {

    /** @param tries how often it was taken up by now, at least once */
    Duration pauseAfter(int tries) {
        return retryAfter.get(Math.min(tries, retryAfter.size()) - 1);
    }
}
