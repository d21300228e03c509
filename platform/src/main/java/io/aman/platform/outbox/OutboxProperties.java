package io.aman.platform.outbox;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the relay works.
 *
 * @param sweepInterval how often documents are looked for whose events nobody announced, after a crash for instance
 * @param sendTimeout after this an event counts as not sent and is sent again
 * @param gather how long the relay waits for other documents to read and clear in one command; each event is that much
 *     later
 * @param concurrency how many documents are relayed at once; events of one document always go one by one
 * @param sweepBatch how many documents one sweep takes up
 */
@Validated
@ConfigurationProperties("aman.outbox")
record OutboxProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("15s") @DurationMin(millis = 100) Duration sendTimeout,
        @DefaultValue("0s") @DurationMin(millis = 0) Duration gather,
        @DefaultValue("16") @Min(1) int concurrency,
        @DefaultValue("500") @Min(1) int sweepBatch) {}
