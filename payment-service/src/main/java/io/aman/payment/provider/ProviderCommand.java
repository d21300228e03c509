package io.aman.payment.provider;

import io.aman.events.Money;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a provider is asked to do, once for each {@link #key()}. */
public sealed interface ProviderCommand {

    /** The attempt's id: the provider's idempotency key. */
    String key();

    /**
     * Prepare a payment; nothing is held yet.
     *
     * @param returnUrl where the payer comes back to from a page of the provider's; null where the payment has none
     */
    record Create(
            String key,
            String paymentId,
            Money amount,
            @Nullable String description,
            @Nullable URI returnUrl) implements ProviderCommand {}

    /**
     * Hold the amount on what the token stands for, or on what the payer chooses at the provider.
     *
     * @param paymentMethod null where the provider {@linkplain PaymentProvider#takes takes} none
     * @param returnUrl as in {@link Create}
     */
    record Confirm(
            String key,
            String ref,
            @Nullable PaymentMethodToken paymentMethod,
            @Nullable URI returnUrl) implements ProviderCommand {}

    /**
     * Let go what is held, or let nothing be held any more.
     *
     * @param partlyCaptured whether something was taken, which stays taken
     */
    record Cancel(String key, String ref, boolean partlyCaptured) implements ProviderCommand {}

    /**
     * Take this much of what is held.
     *
     * @param last whether the rest is let go; else more may be taken later
     */
    record Capture(String key, String ref, Money amount, boolean last) implements ProviderCommand {}
}
