package io.aman.payment.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider's token for a payer's card or account, never the card itself; it prints as {@code ***}.
 *
 * @param customer the provider's id of the payer it keeps the method for; null where it keeps it for nobody
 */
public record PaymentMethodToken(String value, @Nullable String customer) {

    /** One that the provider keeps for nobody. */
    public PaymentMethodToken(String value) {
        this(value, null);
    }

    @Override
    public String toString() {
        return "***";
    }
}
