package io.aman.payment.webhook;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How replays are run.
 *
 * @param sweepInterval how often replays are looked for that nobody runs, after a crash for instance
 * @param lease after this whoever runs one counts as crashed; each batch begins it anew
 * @param concurrency how many notices of one replay are looked at at once
 */
@Validated
@ConfigurationProperties("payment.webhook.replay")
record ReplayProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("2m") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("8") @Min(1) int concurrency) {}
