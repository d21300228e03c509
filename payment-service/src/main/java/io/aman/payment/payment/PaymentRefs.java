package io.aman.payment.payment;

import java.util.function.BiConsumer;

/** What providers call a payer's payments. */
public interface PaymentRefs {

    /** @param each told provider and reference of each payment that its provider knows */
    void of(String payer, BiConsumer<String, String> each);
}
