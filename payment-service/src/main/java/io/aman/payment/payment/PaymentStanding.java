package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far a payment has come, as far as money goes.
 *
 * @param state as its payer sees it
 * @param refunds how many there are, in whatever state
 * @param dispute null where the payer never disputed it
 */
public record PaymentStanding(
        PaymentState state,
        Money captured,
        Money refunded,
        int refunds,
        @Nullable DisputeStatus dispute) {

    /** What one look does, or would do. */
    public record Change(PaymentStanding before, PaymentStanding after) {}

    static PaymentStanding of(Payment payment) {
        var progress = payment.progress();
        return new PaymentStanding(
                payment.shownState(),
                progress.captured(),
                progress.refunded(),
                progress.refunds().size(),
                progress.dispute());
    }
}
