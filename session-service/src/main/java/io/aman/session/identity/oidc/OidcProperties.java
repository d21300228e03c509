package io.aman.session.identity.oidc;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Signing in by browser.
 *
 * @param redirectUri {@code https://<public address>/api/auth/oidc/callback}, exactly as it is registered
 * @param returns where browsers may go on to, by name
 * @param signInWithin how long somebody may take at the directory's pages
 * @param collectWithin how long somebody who came back may take to collect the session
 * @param clockSkew how far the directory's clock may be from ours
 */
@Validated
@ConfigurationProperties("session.identity.oidc")
record OidcProperties(
        @NotNull URI redirectUri,
        @NotEmpty Map<String, URI> returns,

        @DefaultValue("10m") @DurationMin(seconds = 10) @DurationMax(hours = 1)
        Duration signInWithin,

        @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration collectWithin,

        @DefaultValue("1m") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration clockSkew) {}
