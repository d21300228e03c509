package io.aman.payment.audit;

/** What is stored is no trail: somebody else wrote it. */
public final class UnreadableTrail extends RuntimeException {

    public UnreadableTrail(String paymentId, Throwable cause) {
        super("The trail of %s cannot be read".formatted(paymentId), cause);
    }
}
