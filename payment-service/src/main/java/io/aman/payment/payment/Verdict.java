package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.Attempt.Kind;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;

/** What a provider's fact means for a payment that has come so far. */
enum Verdict {
    /** It moves the payment. */
    NEWS,
    /** The payment stands there already. */
    NOTHING_NEW,
    /** It tells of an attempt before the one that is open, and says nothing about that one. */
    OLD_NEWS,
    /** The payment has gone on to where that cannot be true any more. */
    STALE,
    /** It would take more than was authorized, or other money. */
    IMPOSSIBLE;

    /** @param direct whether it is the answer to the open attempt itself */
    static Verdict on(Progress progress, Money amount, Fact fact, boolean direct) {
        return switch (fact) {
            case Created _ -> NOTHING_NEW; // whatever we know is more
            case RequiresAction _ -> towards(PaymentState.REQUIRES_ACTION, progress);
            case Processing _ -> isCapturing(progress) ? NOTHING_NEW : towards(PaymentState.PROCESSING, progress);
            case Authorized held ->
                held.held().equals(amount) ? towards(PaymentState.AUTHORIZED, progress) : IMPOSSIBLE;
            case Captured captured -> onCapture(progress, amount, captured);
            case Declined declined -> onDecline(progress, declined, direct);
            case Canceled _ -> towards(PaymentState.CANCELED, progress);
        };
    }

    private static Verdict onCapture(Progress progress, Money amount, Captured captured) {
        var total = captured.total();
        var possible = total.currency().equals(amount.currency())
                && total.isPositive()
                && total.compareTo(amount) <= 0
                && (progress.state() != PaymentState.CAPTURED || total.equals(progress.captured()));
        return possible ? towards(PaymentState.CAPTURED, progress) : IMPOSSIBLE;
    }

    /** Until the next attempt arrives there, a provider goes on showing the last decline. */
    private static Verdict onDecline(Progress progress, Declined declined, boolean direct) {
        var failed = progress.state() == PaymentState.FAILED;
        if (direct) {
            return failed ? NEWS : towards(PaymentState.FAILED, progress);
        }
        var known = declined.evidence() == null ? failed : progress.seen().contains(declined.evidence());
        if (known) {
            return OLD_NEWS;
        }
        return failed ? NEWS : towards(PaymentState.FAILED, progress);
    }

    private static Verdict towards(PaymentState next, Progress progress) {
        if (progress.state() == next) {
            return NOTHING_NEW;
        }
        return progress.state().mayBecome(next) ? NEWS : STALE;
    }

    private static boolean isCapturing(Progress progress) {
        return progress.openAttempt()
                .filter(attempt -> attempt.kind() == Kind.CAPTURE)
                .isPresent();
    }
}
