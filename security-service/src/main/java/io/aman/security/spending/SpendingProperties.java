package io.aman.security.spending;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How payments are watched.
 *
 * @param kept how long the payments of a person are remembered who pays no more
 * @param within what is heard of later than this is remembered and raises no alert
 */
@Validated
@ConfigurationProperties("security.spending")
record SpendingProperties(
        @DefaultValue("400d") @DurationMin(days = 1) Duration kept,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration within) {}
