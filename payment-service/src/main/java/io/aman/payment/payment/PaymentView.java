package io.aman.payment.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its payer sees it.
 *
 * @param state {@code PROCESSING} while the outcome of a call is open
 * @param capturedMinor what was taken by now
 * @param refundedMinor what of it was given back by now
 */
record PaymentView(
        String id,
        PaymentState state,
        long amountMinor,
        String currency,
        long capturedMinor,
        long refundedMinor,
        String provider,
        @Nullable String reference,
        @Nullable String description,
        @Nullable Failure failure,
        @Nullable NextAction nextAction,
        Instant createdAt,
        Instant updatedAt) {

    /** @param code the provider's own, such as {@code insufficient_funds} */
    record Failure(String code) {}

    /** @param url where the payer acts; absent where the provider's script takes over */
    record NextAction(String type, @Nullable String url) {}

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
                terms.createdAt(),
                progress.updatedAt());
    }
}
