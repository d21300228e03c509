package io.aman.gateway.activity;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How activity is told to session-service.
 *
 * @param flushInterval a session in use is told of once in this time; at most a tenth of the idle time that ends a
 *     session, and no more than the 30 s by which its last activity may be old
 * @param sweepInterval how often it is looked for what is due
 * @param maxSessions more sessions than these at once are let through without being told of
 */
@Validated
@ConfigurationProperties("gateway.activity")
record ActivityProperties(
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration flushInterval,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("200000") @Min(1) int maxSessions) {}
