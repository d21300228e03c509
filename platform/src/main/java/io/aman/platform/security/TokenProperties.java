package io.aman.platform.security;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose access tokens are believed.
 *
 * @param issuer compared exactly with {@code iss}
 * @param audience must be among {@code aud}
 * @param jwksUri where session-service publishes its keys; several, with commas between, are asked in turn
 * @param jwksLifetime how long fetched keys are used; they are fetched anew before that
 * @param jwksCooldown at most one fetch for unknown key ids in this time, whoever asks
 * @param cachedTokens how many verified tokens are remembered, each until it expires; about 1 KB of heap each
 * @param publicPaths patterns that need no token
 */
@Validated
@ConfigurationProperties("aman.security")
public record TokenProperties(
        @DefaultValue("http://127.0.0.1:8080") @NotBlank String issuer,
        @DefaultValue("aman") @NotBlank String audience,

        @NotEmpty @DefaultValue("http://127.0.0.1:8082/.well-known/jwks.json")
        List<URI> jwksUri,

        @DefaultValue("5m") @DurationMin(seconds = 30) Duration jwksLifetime,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration jwksCooldown,
        @DefaultValue("10000") @Min(1) int cachedTokens,
        @DefaultValue List<String> publicPaths) {}
