package io.aman.payment.provider;

import io.aman.events.Money;
import org.jspecify.annotations.Nullable;

/**
 * Gives captured money back, once for each key.
 *
 * @param key the refund's own id: the provider's idempotency key
 * @param paymentRef the provider's id of the payment
 * @param amount at most what was captured and not given back by now
 * @param source the {@linkplain RefundSources.Source capture} to give back out of; null leaves that to the provider
 */
public record RefundCommand(
        String key,
        String paymentRef,
        Money amount,
        @Nullable String source) {

    /** Out of the payment, whichever way the provider does that. */
    public RefundCommand(String key, String paymentRef, Money amount) {
        this(key, paymentRef, amount, null);
    }
}
