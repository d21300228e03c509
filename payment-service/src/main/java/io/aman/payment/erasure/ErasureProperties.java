package io.aman.payment.erasure;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people are forgotten.
 *
 * @param sweepInterval how often erasures are looked for that nobody works on, after a crash for instance
 * @param lease after this whoever took one up counts as crashed
 * @param retryAfter the pause before what was pending is tried again
 */
@Validated
@ConfigurationProperties("payment.erasure")
record ErasureProperties(
        @DefaultValue("10s") @DurationMin(millis = 10) Duration sweepInterval,
        @DefaultValue("10m") @DurationMin(millis = 100) Duration lease,
        @DefaultValue("5m") @DurationMin(millis = 10) Duration retryAfter) {}
