package io.aman.payment.provider.paypal;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How PayPal is reached, and what proves that a webhook is its own.
 *
 * @param baseUrl {@code https://api-m.paypal.com}, or {@code https://api-m.sandbox.paypal.com}
 * @param webhookId PayPal's id of our webhook; part of what it signs
 * @param trustedCertificates PEM; whoever signs a webhook's certificate in the end. Absent or blank: those the JDK trusts
 * @param certHosts where a webhook's certificate may lie, by https alone; beside these only {@code baseUrl}'s own server
 * @param connectTimeout after this nothing was sent, and the caller gets 503
 * @param readTimeout after this an outcome is {@code Unknown}: the caller gets 202, and reconciliation asks again
 * @param webhookMaxAge how old a webhook's time may be. PayPal goes on trying for three days, and does not promise that
 *     it signs anew each time; an older copy of a webhook does nothing, as each one is known by its id
 * @param webhookMaxAhead how far a webhook's time may lie ahead of our clock
 * @param webhookMaxSize a larger body gets 413
 */
@Validated
@ConfigurationProperties("payment.provider.paypal")
record PayPalProperties(
        @NotNull URI baseUrl,
        @NotNull Secret clientId,
        @NotNull Secret clientSecret,
        @NotBlank String webhookId,
        @Nullable String trustedCertificates,

        @DefaultValue({"api.paypal.com", "api.sandbox.paypal.com"}) @NotEmpty
        List<String> certHosts,

        @DefaultValue("1s") @DurationMin(millis = 100) Duration connectTimeout,
        @DefaultValue("8s") @DurationMin(millis = 100) Duration readTimeout,
        @DefaultValue("73h") @DurationMin(minutes = 1) Duration webhookMaxAge,
        @DefaultValue("5m") @DurationMin(seconds = 1) Duration webhookMaxAhead,
        @DefaultValue("256KB") DataSize webhookMaxSize) {}
