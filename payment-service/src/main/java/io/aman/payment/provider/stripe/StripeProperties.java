package io.aman.payment.provider.stripe;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How Stripe is reached.
 *
 * @param baseUrl the API's address, without {@code /v1}
 * @param webhookSecret one or more, separated by commas: while a secret is being changed, both are believed
 * @param connectTimeout after this nothing was sent, and the caller gets 503
 * @param readTimeout after this an outcome is {@code Unknown}: the caller gets 202, and reconciliation asks again
 * @param webhookTolerance how far a webhook's timestamp may be from now, in either direction
 * @param webhookMaxSize a larger body gets 413
 */
@Validated
@ConfigurationProperties("payment.provider.stripe")
record StripeProperties(
        @NotNull URI baseUrl,
        @NotNull Secret apiKey,
        @NotEmpty List<Secret> webhookSecret,
        @DefaultValue("1s") @DurationMin(millis = 100) Duration connectTimeout,
        @DefaultValue("4s") @DurationMin(millis = 100) Duration readTimeout,
        @DefaultValue("5m") @DurationMin(seconds = 1) Duration webhookTolerance,
        @DefaultValue("256KB") DataSize webhookMaxSize) {}
