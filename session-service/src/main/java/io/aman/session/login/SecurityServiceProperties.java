package io.aman.session.login;

import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where security-service is asked about attempts.
 *
 * @param connectTimeout after this it counts as away
 * @param readTimeout after this it counts as away, too: nobody waits longer for a sign-in
 */
@Validated
@ConfigurationProperties("session.security")
record SecurityServiceProperties(
        @DefaultValue("http://127.0.0.1:8083") URI baseUrl,
        @DefaultValue("300ms") @DurationMin(millis = 10) Duration connectTimeout,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration readTimeout) {}
