package io.aman.gateway.revocation;

import io.aman.platform.Secret;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How session-service is asked about a token while revocations are not heard of.
 *
 * @param uri its introspection endpoint; several, with commas between, are asked in turn
 * @param clientSecret without it nobody is asked, so that changes are refused instead
 * @param timeLimit after this an answer counts as none
 * @param cachedFor how long an answer holds for requests of the same session
 * @param maxCached how many answers are kept
 */
@Validated
@ConfigurationProperties("gateway.introspection")
record IntrospectionProperties(
        @NotEmpty @DefaultValue("http://127.0.0.1:8082/oauth2/introspect")
        List<URI> uri,

        @DefaultValue("gateway") @NotBlank String clientId,
        @Nullable Secret clientSecret,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration timeLimit,
        @DefaultValue("1s") Duration cachedFor,
        @DefaultValue("10000") @Min(1) int maxCached) {}
