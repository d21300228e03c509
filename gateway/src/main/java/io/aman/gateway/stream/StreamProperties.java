package io.aman.gateway.stream;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How open streams are followed.
 *
 * @param checkInterval how often each is compared with what is over
 * @param maxAge after this one ends, and its client comes again with a token that is good: a session that ended by its
 *     own time is not told of by a revocation
 */
@Validated
@ConfigurationProperties("gateway.streams")
record StreamProperties(
        @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(seconds = 1)
        Duration checkInterval,

        @DefaultValue("15m") @DurationMin(seconds = 1) Duration maxAge) {}
