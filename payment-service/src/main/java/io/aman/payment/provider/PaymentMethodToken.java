package io.aman.payment.provider;

/** A provider's token for a payer's card or account, never the card itself; it prints as {@code ***}. */
public record PaymentMethodToken(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
