package io.aman.payment.payment;

import io.aman.events.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is about; it never changes.
 *
 * @param payer the user's id
 * @param provider the name of whom to ask
 * @param reference the payer's own, such as an order number
 */
record PaymentTerms(
        PaymentId id,
        String payer,
        Money amount,
        String provider,
        @Nullable String reference,
        @Nullable String description,
        Instant createdAt) {

    PaymentTerms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(payer, "payer");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
