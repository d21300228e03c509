package io.aman.payment.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider's verified message that something happened: a hint to ask, never the truth itself.
 *
 * @param eventId the provider's id of the message; a second one with the same id is the same message
 * @param type the provider's word for what happened
 * @param about only what concerns a payment is acted on; all is kept
 * @param ref the provider's id of the object it is about
 * @param paymentId our id, where the provider was told it
 * @param body as it came; the signature was over exactly this
 */
public record Notice(
        String provider,
        String eventId,
        String type,
        Subject about,
        @Nullable String ref,
        @Nullable String paymentId,
        String body) {

    /** What a notice is about. */
    public enum Subject {
        PAYMENT,
        /** Money given back, maybe not by us: the payment's refunds are looked at, too. */
        REFUND,
        /** The payer disputes the payment, or that was decided: its dispute and its refunds are looked at, too. */
        DISPUTE,
        SOMETHING_ELSE
    }
}
