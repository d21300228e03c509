package io.aman.payment.provider;

import io.aman.events.Money;
import java.util.List;
import java.util.Set;

/** Out of what a provider gives back: out of a payment, or out of each of its captures by itself. */
public sealed interface RefundSources {

    /** Out of the payment: one refund may give back all that was taken. */
    record Whole() implements RefundSources {}

    /** Out of each capture by itself: what none can bear alone becomes several refunds. */
    record Several(List<Source> sources) implements RefundSources {}

    /** The provider could not be asked, which changes nothing. */
    record Unread(String reason) implements RefundSources {}

    /**
     * One capture.
     *
     * @param ref the provider's id of it
     * @param left what can still be given back out of it, as far as the provider knows
     * @param counted the ids of our refunds that {@code left} counts already
     */
    record Source(String ref, Money left, Set<String> counted) {}
}
