package io.aman.security.attempt;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param kept how long a sign-in is kept with what was noticed of it */
@Validated
@ConfigurationProperties("security.attempt")
record AttemptProperties(
        @DefaultValue("180d") @DurationMin(days = 1) Duration kept) {}
