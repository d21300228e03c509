package io.aman.payment.payment;

import org.springframework.stereotype.Component;

/** How many payments wait for somebody to find out what became of a call or a refund. */
@Component
public final class UnresolvedOutcomes {

    private final Payments payments;

    UnresolvedOutcomes(Payments payments) {
        this.payments = payments;
    }

    /**
     * Those that the inbox of unknown outcomes lists: a payer who is waited for is none of them.
     *
     * @param atMost where counting ends
     */
    public int count(int atMost) {
        return payments.countUnknown(atMost);
    }
}
