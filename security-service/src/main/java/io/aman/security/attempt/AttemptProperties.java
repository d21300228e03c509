package io.aman.security.attempt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sign-ins are heard of.
 *
 * @param kept how long a sign-in is kept with what was noticed of it
 * @param listeners how many batches of sign-ins an instance handles at once; more than there are partitions are idle
 * @param together how many sign-ins a batch has at most
 */
@Validated
@ConfigurationProperties("security.attempt")
record AttemptProperties(
        @DefaultValue("180d") @DurationMin(days = 1) Duration kept,
        @DefaultValue("3") @Min(1) @Max(16) int listeners,
        @DefaultValue("300") @Min(1) @Max(1000) int together) {}
