package io.aman.payment.invoice;

import io.aman.payment.payment.CardNumbers;
import org.jspecify.annotations.Nullable;

/** Keeps card numbers out of what people write on invoices. */
final class CardText {

    private CardText() {}

    /** @throws InvoiceError.CardNumberRefused naming the field, never its value */
    static void refuseIn(String field, @Nullable String value) {
        if (CardNumbers.isIn(value)) {
            throw new InvoiceError.CardNumberRefused(field);
        }
    }
}
