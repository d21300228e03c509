package io.aman.payment.provider.acme;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Acme is reached.
 *
 * @param currency the only one that it takes; nobody else does
 */
@Validated
@ConfigurationProperties("payment.provider.acme")
record AcmeProperties(
        @NotNull URI baseUrl, @DefaultValue("IQD") String currency) {}
