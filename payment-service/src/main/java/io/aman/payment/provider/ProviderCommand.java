package io.aman.payment.provider;

import io.aman.events.Money;
import org.jspecify.annotations.Nullable;

/** What a provider is asked to do, once for each {@link #key()}. */
public sealed interface ProviderCommand {

    /** The attempt's id: the provider's idempotency key. */
    String key();

    /** Prepare a payment; nothing is held yet. */
    record Create(
            String key,
            String paymentId,
            Money amount,
            @Nullable String description) implements ProviderCommand {}

    /**
     * Hold the amount on what the token stands for, or on what the payer chooses at the provider.
     *
     * @param paymentMethod null where the provider {@linkplain PaymentProvider#takes takes} none
     */
    record Confirm(String key, String ref, @Nullable PaymentMethodToken paymentMethod) implements ProviderCommand {}

    /** Let go what is held, or let nothing be held any more. */
    record Cancel(String key, String ref) implements ProviderCommand {}

    /** Take this much of what is held, and let the rest go. */
    record Capture(String key, String ref, Money amount) implements ProviderCommand {}
}
