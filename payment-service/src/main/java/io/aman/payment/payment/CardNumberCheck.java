package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.CardNumberRefused;
import org.jspecify.annotations.Nullable;

/** Whether a text holds what looks like a card number, for the other features of this service. */
public final class CardNumberCheck {

    private CardNumberCheck() {}

    public static boolean isIn(@Nullable String text) {
        try {
            CardNumbers.refuseIn("text", text);
            return false;
        } catch (CardNumberRefused _) {
            return true;
        }
    }
}
