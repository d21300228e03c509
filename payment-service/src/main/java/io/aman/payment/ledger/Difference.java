package io.aman.payment.ledger;

import io.aman.payment.provider.LedgerReader.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A movement that our books and the provider's do not agree about.
 *
 * @param paymentId null where we know no such payment
 * @param oursMinor what our books say, in all parts of it
 * @param theirsMinor what the provider's say
 */
record Difference(
        What what,
        String provider,
        Kind kind,
        String paymentRef,
        @Nullable String refundRef,
        @Nullable String paymentId,
        String currency,
        long oursMinor,
        long theirsMinor) {

    enum What {
        MISSING_HERE,
        MISSING_THERE,
        AMOUNT_DIFFERS
    }
}
