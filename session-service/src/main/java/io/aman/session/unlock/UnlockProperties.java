package io.aman.session.unlock;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Links by which owners open an account that too many wrong passwords have locked.
 *
 * @param linkLifetime of a link; the message says a day
 * @param sweep how often locks are looked for that nobody told of, as a process stopped or the directory was away
 */
@Validated
@ConfigurationProperties("session.unlock")
record UnlockProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration linkLifetime,
        @DefaultValue("30s") @DurationMin(millis = 100) Duration sweep) {}
