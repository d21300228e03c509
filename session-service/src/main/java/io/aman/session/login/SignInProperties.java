package io.aman.session.login;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param deviceKnownFor how long a device is known after its owner signed in there */
@Validated
@ConfigurationProperties("session.sign-in")
record SignInProperties(
        @DefaultValue("180d") @DurationMin(days = 1) Duration deviceKnownFor) {}
