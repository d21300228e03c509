package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;

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

    /** @param direct whether it is the answer to the open attempt itself; else the provider was read */
    static Verdict on(Progress progress, Money amount, Fact fact, boolean direct) {
        return switch (fact) {
            case Created _, Approved _ -> NOTHING_NEW; // whatever we know is more
            case RequiresAction _ -> towards(PaymentState.REQUIRES_ACTION, progress);
            case Processing _ -> isCapturing(progress) ? NOTHING_NEW : towards(PaymentState.PROCESSING, progress);
            case Authorized held ->
                held.held().equals(amount) ? holding(PaymentState.AUTHORIZED, progress, direct) : IMPOSSIBLE;
            case PartlyCaptured some -> onPart(progress, amount, some.total(), direct);
            case Captured done -> onCapture(progress, amount, done.total(), direct);
            case Declined declined -> onDecline(progress, declined, direct);
            case Canceled _ -> towards(PaymentState.CANCELED, progress);
            case Voided _ -> onVoid(progress);
            case Expired _ -> towards(PaymentState.EXPIRED, progress);
        };
    }

    private static Verdict onPart(Progress progress, Money amount, Money total, boolean direct) {
        if (!isPartOf(amount, total)) {
            return IMPOSSIBLE;
        }
        if (progress.state() != PaymentState.PARTIALLY_CAPTURED) {
            return holding(PaymentState.PARTIALLY_CAPTURED, progress, direct);
        }
        var more = total.compareTo(progress.captured());
        return more > 0 ? NEWS : more == 0 ? NOTHING_NEW : STALE;
    }

    private static Verdict onCapture(Progress progress, Money amount, Money total, boolean direct) {
        var possible = isPartOf(amount, total)
                && switch (progress.state()) {
                    case CAPTURED -> total.equals(progress.captured());
                    case PARTIALLY_CAPTURED -> total.compareTo(progress.captured()) >= 0;
                    case CREATED,
                            REQUIRES_ACTION,
                            PROCESSING,
                            AUTHORIZED,
                            PARTIALLY_REFUNDED,
                            REFUNDED,
                            FAILED,
                            CANCELED,
                            EXPIRED -> true;
                };
        return possible ? holding(PaymentState.CAPTURED, progress, direct) : IMPOSSIBLE;
    }

    private static boolean isPartOf(Money amount, Money total) {
        return total.currency().equals(amount.currency()) && total.isPositive() && total.compareTo(amount) <= 0;
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

    /**
     * Money that was given back, or is on its way, cannot be taken back as a whole. A refund that the provider never spoke
     * of speaks against nothing: that no money is held must be known all the same.
     */
    private static Verdict onVoid(Progress progress) {
        if (progress.state() == PaymentState.CAPTURED) {
            return progress.refunds().stream().noneMatch(Refund::isAccepted) ? NEWS : IMPOSSIBLE;
        }
        return towards(PaymentState.CANCELED, progress);
    }

    /** What a provider holds or took after the payment had counted as over is believed where it was read there. */
    private static Verdict holding(PaymentState next, Progress progress, boolean direct) {
        return progress.state().isOver() && !direct ? NEWS : towards(next, progress);
    }

    private static Verdict towards(PaymentState next, Progress progress) {
        if (progress.state() == next) {
            return NOTHING_NEW;
        }
        return progress.state().mayBecome(next) ? NEWS : STALE;
    }

    private static boolean isCapturing(Progress progress) {
        return progress.openAttempt()
                .filter(attempt -> attempt.kind().takesMoney())
                .isPresent();
    }
}
