package io.aman.payment.provider;

import java.time.Instant;

/**
 * Something about a provider that an operator must look at before it costs money.
 *
 * @param code stable, in lower case with dashes: {@code certificate-expires}
 * @param detail for a person
 */
public record ProviderAlert(String provider, String code, String detail, Instant at) {}
