package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.ActionNotOffered;
import io.aman.payment.payment.PaymentError.NotFound;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What operators do about outcomes that are not known. Who did it and why is written with the intent, before the provider
 * is asked.
 */
@Component
final class OutcomeInbox {

    private final Payments payments;
    private final FindOutcome outcomes;
    private final RefundPayment refund;
    private final CancelPayment cancel;

    OutcomeInbox(Payments payments, FindOutcome outcomes, RefundPayment refund, CancelPayment cancel) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.refund = refund;
        this.cancel = cancel;
    }

    /**
     * @param id as {@link UnknownOutcome#id} has it
     * @param reason in the operator's words
     * @param operation the same one gives back or cancels once, however often it is run
     * @return the payment afterwards
     */
    Payment perform(String id, OperatorAction action, String reason, String operation, Cause cause) {
        var payment = UnknownOutcome.paymentOf(id);
        payments.change(payment, now -> {
            if (!isBegun(now, operation)) {
                var about = offered(now, id, action);
                now.ordered(about, action, reason, cause);
                settle(now, about, action, cause);
            }
        });
        switch (action) {
            case CHECK_NOW, RESUME_CHECKS -> outcomes.ofWhatIsDue(payment, cause);
            case REFUND -> {
                // Whatever the amount is, a fresh sign-in was asked for.
                var _ = refund.refund(payment, null, reason, KeyedOperation.of(operation), cause, _ -> {});
                var _ = payments.change(payment, now -> now.lateAcknowledged(cause));
            }
            case CANCEL -> {
                var _ = cancel.cancel(payments.require(payment), KeyedOperation.of(operation), cause);
            }
            case WAS_REFUNDED, WAS_NOT_REFUNDED -> {} // that is written with the reason
            case ACKNOWLEDGE -> payments.change(payment, now -> now.lateAcknowledged(cause));
        }
        return payments.require(payment);
    }

    private static void settle(Payment payment, UnknownOutcome about, OperatorAction action, Cause cause) {
        if (action == OperatorAction.WAS_REFUNDED || action == OperatorAction.WAS_NOT_REFUNDED) {
            payment.refundSettled(about.refund().orElseThrow(), action == OperatorAction.WAS_REFUNDED, cause);
        }
    }

    /** Whether a run before this one, which crashed, got as far as asking for money to move. */
    private static boolean isBegun(Payment payment, String operation) {
        var progress = payment.progress();
        return progress.refund(Refund.idOf(operation)).isPresent()
                || progress.attempt(Attempt.Kind.CANCEL.attemptOf(operation)).isPresent();
    }

    private static UnknownOutcome offered(Payment payment, String id, OperatorAction action) {
        var outcome = find(payment, id).orElseThrow(NotFound::new);
        if (!outcome.actions().contains(action)) {
            throw new ActionNotOffered(id, outcome.actions());
        }
        return outcome;
    }

    static Optional<UnknownOutcome> find(Payment payment, String id) {
        return UnknownOutcome.of(payment.id(), payment.progress()).stream()
                .filter(outcome -> outcome.id().equals(id))
                .findFirst();
    }
}
