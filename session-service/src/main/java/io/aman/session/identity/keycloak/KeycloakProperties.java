package io.aman.session.identity.keycloak;

import io.aman.platform.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Keycloak is reached, and as whom.
 *
 * @param baseUrl its address for this service
 * @param publicUrl its address for browsers, which its issuer begins with; the same where absent
 * @param client signs people in by browser: authorization code with PKCE, back-channel logout to us
 * @param directory a service account with manage-users, view-users and query-users of realm-management
 * @param directGrant passwords typed into the API: against RFC 9700, section 2.4, and therefore off by default
 * @param answerWithin after this a question counts as unanswered, whatever it waits for
 */
@Validated
@ConfigurationProperties("session.identity.keycloak")
record KeycloakProperties(
        @NotNull URI baseUrl,
        @Nullable URI publicUrl,
        @DefaultValue("aman") @NotBlank String realm,
        @NotNull @Valid Client client,
        @NotNull @Valid Client directory,
        @DefaultValue @Valid DirectGrant directGrant,
        @DefaultValue("500ms") @DurationMin(millis = 10) Duration connectTimeout,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration readTimeout,
        @DefaultValue("3s") @DurationMin(millis = 10) Duration answerWithin) {

    record Client(@NotBlank String id, @NotNull Secret secret) {}

    /** @param id a confidential client of its own, whose only grant this is */
    record DirectGrant(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("aman-password") @NotBlank String id,
            @Nullable Secret secret) {

        @AssertTrue(message = "needs a secret")
        boolean isComplete() {
            return !enabled || secret != null;
        }
    }

    /** What its tokens call it. */
    String issuer() {
        return "%s/realms/%s".formatted(trimmed(Objects.requireNonNullElse(publicUrl, baseUrl)), realm);
    }

    /** An endpoint of the protocol that browsers visit. */
    URI publicEndpoint(String name) {
        return URI.create("%s/protocol/openid-connect/%s".formatted(issuer(), name));
    }

    /** An endpoint of the protocol that this service calls. */
    URI endpoint(String name) {
        return URI.create("%s/realms/%s/protocol/openid-connect/%s".formatted(trimmed(baseUrl), realm, name));
    }

    private static String trimmed(URI uri) {
        return uri.toString().replaceFirst("/+$", "");
    }
}
