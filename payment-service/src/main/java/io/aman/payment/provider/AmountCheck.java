package io.aman.payment.provider;

/** Whether a provider can represent an amount exactly. */
public sealed interface AmountCheck {

    record Exact() implements AmountCheck {}

    record UnsupportedCurrency() implements AmountCheck {}

    /** @param stepMinor the amount must be a multiple of this many ISO minor units */
    record TooPrecise(long stepMinor) implements AmountCheck {}

    /** @param maxMinor the largest amount the provider takes, in ISO minor units */
    record TooLarge(long maxMinor) implements AmountCheck {}
}
