package io.aman.session.passkey;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * For which site passkeys are made. Authenticators bind each to {@code rpId} for ever: whoever changes it has everybody
 * register anew.
 *
 * @param rpId the site's domain, without scheme and port
 * @param name what authenticators show as the site's name
 * @param origins of which pages may use the passkeys: scheme, host and port, the host within {@code rpId}
 * @param optionsLifetime how long an answer to options is taken
 */
@Validated
@ConfigurationProperties("session.passkey")
record PasskeyProperties(
        @DefaultValue("localhost") @NotBlank String rpId,
        @DefaultValue("Aman") @NotBlank String name,
        @DefaultValue("http://localhost:8080") @NotEmpty Set<String> origins,

        @DefaultValue("5m") @DurationMin(seconds = 30) @DurationMax(minutes = 10)
        Duration optionsLifetime) {

    PasskeyProperties {
        origins = Set.copyOf(origins);
    }

    @AssertTrue(message = "origins must be https, or http at localhost, with a host that is rp-id or within it")
    boolean isWithinTheSite() {
        return origins.stream().allMatch(this::isWithinTheSite);
    }

    private boolean isWithinTheSite(String origin) {
        if (!origin.matches("https?://[a-z0-9.-]+(:[0-9]{1,5})?")) {
            return false;
        }
        var uri = URI.create(origin);
        var host = uri.getHost();
        return host != null
                && ("https".equals(uri.getScheme()) || host.equals("localhost"))
                && (host.equals(rpId) || host.endsWith("." + rpId));
    }
}
