package io.aman.payment.payment;

import io.aman.events.Money;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is about.
 *
 * @param payer the user's id
 * @param provider whom to ask; only before anybody was reached may it become another one
 * @param reference the payer's own, such as an order number
 * @param returnUrl where the payer comes back to from a provider's page
 */
record PaymentTerms(
        PaymentId id,
        String payer,
        Money amount,
        String provider,
        @Nullable String reference,
        @Nullable String description,
        @Nullable URI returnUrl,
        Instant createdAt) {

    PaymentTerms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(payer, "payer");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** The same, to be asked of another provider. */
    PaymentTerms at(String otherProvider) {
        return new PaymentTerms(id, payer, amount, otherProvider, reference, description, returnUrl, createdAt);
    }
}
