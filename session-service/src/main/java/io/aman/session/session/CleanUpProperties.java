package io.aman.session.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param every how often what is kept no longer is removed */
@Validated
@ConfigurationProperties("session.clean-up")
record CleanUpProperties(
        @DefaultValue("1h") @DurationMin(minutes = 1) Duration every) {}
