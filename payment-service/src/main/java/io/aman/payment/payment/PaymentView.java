package io.aman.payment.payment;

import io.aman.events.PaymentEvent.DisputeStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its payer sees it.
 *
 * @param state {@code PROCESSING} while the outcome of a call is open
 * @param capturedMinor what was taken by now
 * @param capturableMinor what of it is held and may still be taken
 * @param refundedMinor what of it was given back by now
 * @param dispute absent where the payer never disputed it
 * @param lateSuccess true where money was held or taken after the payment had counted as over
 * @param captures a receipt for each capture
 */
record PaymentView(
        String id,
        PaymentState state,
        long amountMinor,
        String currency,
        long capturedMinor,
        long capturableMinor,
        long refundedMinor,
        String provider,
        @Nullable String reference,
        @Nullable String description,
        @Nullable Failure failure,
        @Nullable NextAction nextAction,
        @Nullable DisputeStatus dispute,
        @Nullable Boolean lateSuccess,
        List<Receipt> captures,
        List<RefundRow> refunds,
        Instant createdAt,
        Instant updatedAt) {

    /** @param code the provider's own, such as {@code insufficient_funds} */
    record Failure(String code) {}

    /** @param url where the payer acts; absent where the provider's script takes over */
    record NextAction(String type, @Nullable String url) {}

    /**
     * What one capture took.
     *
     * @param providerRef what the payer's bank or provider finds the payment by
     */
    record Receipt(
            long amountMinor,
            String currency,
            Instant at,
            String provider,
            @Nullable String providerRef) {}

    record RefundRow(String id, AskedRefund.Standing state, long amountMinor, Instant createdAt) {
        static RefundRow of(AskedRefund refund) {
            var first = refund.first();
            return new RefundRow(first.id(), refund.standing(), refund.amount().amountMinor(), first.createdAt());
        }
    }

    static PaymentView of(Payment payment) {
        var terms = payment.terms();
        var progress = payment.progress();
        var shown = payment.shownState();
        return new PaymentView(
                terms.id().value(),
                shown,
                terms.amount().amountMinor(),
                terms.amount().currency(),
                progress.captured().amountMinor(),
                progress.capturable(terms.amount()).amountMinor(),
                progress.refunded().amountMinor(),
                terms.provider(),
                terms.reference(),
                terms.description(),
                progress.failure() == null || shown != PaymentState.FAILED
                        ? null
                        : new Failure(progress.failure().code()),
                progress.nextAction() == null
                        ? null
                        : new NextAction(
                                progress.nextAction().type(),
                                progress.nextAction().url()),
                progress.dispute(),
                progress.lateSuccess() ? true : null,
                progress.captures().stream()
                        .map(capture -> receipt(payment, capture))
                        .toList(),
                AskedRefund.of(progress).stream().map(RefundRow::of).toList(),
                terms.createdAt(),
                progress.updatedAt());
    }

    private static Receipt receipt(Payment payment, Progress.Capture capture) {
        var amount = capture.amount();
        return new Receipt(
                amount.amountMinor(),
                amount.currency(),
                capture.at(),
                payment.terms().provider(),
                payment.progress().providerRef());
    }
}
