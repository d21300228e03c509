package io.aman.notification.delivery;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long settled deliveries are kept.
 *
 * @param history from when it was settled until all of it is deleted
 * @param texts for how long the address and text of one that failed are kept, so that it can be sent anew
 * @param sweepInterval how often what is over is looked for
 */
@Validated
@ConfigurationProperties("notification.retention")
record RetentionProperties(
        @DefaultValue("90d") @DurationMin(hours = 1) Duration history,
        @DefaultValue("7d") @DurationMin(minutes = 1) Duration texts,
        @DefaultValue("10m") @DurationMin(millis = 100) Duration sweepInterval) {}
