package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.audit.Subject;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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

    /** What the audit chain is bound to; not the provider, which may be chosen anew while nothing was sent. */
    Subject subject() {
        var facts = new TreeMap<String, String>();
        facts.put("amountMinor", Long.toString(amount.amountMinor()));
        facts.put("currency", amount.currency());
        facts.put("createdAt", Long.toString(createdAt.toEpochMilli()));
        var personal = new HashMap<String, String>();
        personal.put("payer", payer);
        Optional.ofNullable(reference).ifPresent(value -> personal.put("reference", value));
        Optional.ofNullable(description).ifPresent(value -> personal.put("description", value));
        return new Subject(id.value(), facts, personal);
    }
}
