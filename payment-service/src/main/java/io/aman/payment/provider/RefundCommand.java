package io.aman.payment.provider;

import io.aman.events.Money;

/**
 * Gives captured money back, once for each key.
 *
 * @param key the refund's own id: the provider's idempotency key
 * @param paymentRef the provider's id of the payment
 * @param amount at most what was captured and not given back by now
 */
public record RefundCommand(String key, String paymentRef, Money amount) {}
