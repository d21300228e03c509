package io.aman.bench.plain;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A payment as one document.
 *
 * @param filling makes the document as large as a real one in the same state
 */
@Document("plainPayments")
record PlainPayment(
        @Id String id,
        String payer,
        long amountMinor,
        String currency,
        String reference,
        State state,
        @Nullable String providerRef,
        String filling) {

    enum State {
        CREATING,
        CREATED,
        CONFIRMING,
        AUTHORIZED,
        CAPTURING,
        CAPTURED
    }

    PlainPayment in(State next, String filling) {
        return new PlainPayment(id, payer, amountMinor, currency, reference, next, providerRef, filling);
    }

    PlainPayment at(String ref) {
        return new PlainPayment(id, payer, amountMinor, currency, reference, state, ref, filling);
    }
}
