package io.aman.session.password.breach;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is asked about breached passwords.
 *
 * @param online whether the service is asked at all
 * @param baseUrl of Pwned Passwords, or of a mirror of it; {@code /range/} lies below
 * @param timeout after this the service counts as away, answer complete or not
 * @param userAgent as which it is asked
 * @param filterFile of {@link BuildBreachFilter}, asked beside it; none where absent
 * @param whenAway what happens to a password of which nobody can say anything
 */
@Validated
@ConfigurationProperties("session.password.breach")
record BreachProperties(
        @DefaultValue("true") boolean online,
        @DefaultValue("https://api.pwnedpasswords.com") URI baseUrl,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(seconds = 5)
        Duration timeout,

        @DefaultValue("Aman") @NotBlank String userAgent,
        @Nullable Path filterFile,
        @DefaultValue("allow") BreachCheck.WhenAway whenAway) {}
