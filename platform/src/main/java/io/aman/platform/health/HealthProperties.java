package io.aman.platform.health;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What counts as well.
 *
 * @param timeLimit after this a part counts as down; shorter than the gateway waits for the whole report
 * @param outboxDegradedAfter how old an event may be that is not published yet
 */
@Validated
@ConfigurationProperties("aman.health")
record HealthProperties(
        @DefaultValue("700ms") @DurationMin(millis = 10) Duration timeLimit,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration outboxDegradedAfter) {}
