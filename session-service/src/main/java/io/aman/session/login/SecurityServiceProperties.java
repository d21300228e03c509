package io.aman.session.login;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where security-service is asked about attempts.
 *
 * @param baseUrl of security-service; of several, with commas between, the next is asked where one can't be reached
 * @param connectTimeout after this it counts as away
 * @param readTimeout after this it counts as away, too: nobody waits longer for a sign-in
 */
@Validated
@ConfigurationProperties("session.security")
record SecurityServiceProperties(
        @NotEmpty @DefaultValue("http://127.0.0.1:8083") List<URI> baseUrl,
        @DefaultValue("300ms") @DurationMin(millis = 10) Duration connectTimeout,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration readTimeout) {}
