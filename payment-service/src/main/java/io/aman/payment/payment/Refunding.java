package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.NotRefundable;
import io.aman.payment.payment.PaymentError.RefundExceedsCaptured;
import io.aman.payment.payment.PaymentError.TooManyRefunds;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of giving back: never more than was taken, counting what is under way; a refund's outcome comes from the
 * provider alone.
 */
final class Refunding {

    static final int MAX_REFUNDS = 100;

    /** Why a refund failed of which a person found out that it did. */
    static final String NOT_CARRIED_OUT = "not_carried_out";

    private final PaymentTerms terms;
    private final Trail trail;

    Refunding(PaymentTerms terms, Trail trail) {
        this.terms = terms;
        this.trail = trail;
    }

    /**
     * @param amountMinor null for all that is left
     * @param sources out of what the provider gives back
     */
    Progress begin(
            Progress before,
            String refundId,
            @Nullable Long amountMinor,
            RefundSources sources,
            @Nullable String reason,
            Cause cause,
            CheckSchedule schedule) {
        if (!before.captured().isPositive() || !before.state().keepsMoney()) {
            throw new NotRefundable(terms.id(), before.standing());
        }
        var left = before.refundable();
        var amount = amountMinor == null ? left : new Money(amountMinor, left.currency());
        if (amountMinor != null && !amount.isPositive()) {
            throw new InvalidAmount("The amount to give back must be above zero.");
        }
        if (!amount.isPositive() || amount.compareTo(left) > 0) {
            throw new RefundExceedsCaptured(left);
        }
        var whole = Refund.requested(refundId, amount, reason, cause.at(), schedule.first(cause.at()));
        var parts = RefundSplit.of(whole, before.refunds(), sources);
        if (before.refunds().size() + parts.size() > MAX_REFUNDS) {
            throw new TooManyRefunds(terms.id(), MAX_REFUNDS);
        }
        var after = before.with(parts);
        for (var part : parts) {
            trail.record(cause, "REFUND_ASKED", before.standing(), after, part.id() + ": " + part.amount(), reason);
            tell(part, after, cause);
        }
        return after;
    }

    /** Takes in what came back from asking; too late for a refund that was settled meanwhile. */
    Progress answered(Progress before, String refundId, RefundAnswer answer, Cause cause) {
        trail.heard(answer);
        var open = before.refund(refundId).filter(Refund::isOpen);
        if (open.isEmpty()) {
            return before;
        }
        var refund = open.get();
        return switch (answer) {
            case Stands stands -> learned(before, refund, stands, "REFUND_ANSWERED", cause);
            case Unknown unknown -> {
                record("REFUND_UNKNOWN", refund, before, before, unknown.reason(), cause);
                yield before;
            }
            case NotSent notSent -> {
                var after = before.withoutRefund(refundId);
                record("REFUND_NOT_SENT", refund, before, after, notSent.reason(), cause);
                yield after;
            }
            case Refused refused -> {
                var failed = refund.refused(refused.code(), cause.at());
                var after = before.replacing(failed);
                record("REFUND_REFUSED", refund, before, after, refused.code(), cause);
                tell(failed, after, cause);
                yield after;
            }
        };
    }

    /** Takes in how a refund stands because of a notice. */
    Progress noticed(Progress before, String refundId, RefundAnswer answer, Cause cause) {
        trail.heard(answer);
        var refund = before.refund(refundId);
        return refund.isPresent() && answer instanceof Stands stands
                ? learned(before, refund.get(), stands, "REFUND_NOTICED", cause)
                : before;
    }

    /**
     * Takes in all refunds that the provider lists; one that nobody asked for here is taken over, as its money is gone.
     *
     * @param schedule when to look at one whose outcome is open
     */
    Progress listed(Progress before, List<RefundList.Row> rows, Cause cause, CheckSchedule schedule) {
        var after = before;
        for (var row : rows) {
            trail.heard(row.stands());
            var ours = known(after, row);
            after = ours.isPresent()
                    ? learned(after, ours.get(), row.stands(), "REFUND_NOTICED", cause)
                    : adopted(after, row.stands(), cause, schedule);
        }
        return after;
    }

    private static Optional<Refund> known(Progress progress, RefundList.Row row) {
        var ref = row.stands().ref();
        return progress.refunds().stream()
                .filter(refund -> refund.id().equals(row.key()) || ref.equals(refund.providerRef()))
                .findFirst();
    }

    private Progress adopted(Progress before, Stands stands, Cause cause, CheckSchedule schedule) {
        if (stands.state() == RefundAnswer.State.FAILED || stands.state() == RefundAnswer.State.CANCELED) {
            return before; // nothing was given back, and nobody here waits for it
        }
        var id = Refund.idOf(terms.provider() + ":" + stands.ref());
        var refund = Refund.requested(
                        id, stands.amount(), "made at the provider", cause.at(), schedule.first(cause.at()))
                .becoming(stands, cause.at());
        var after = before.with(refund);
        if (!stands.amount().currency().equals(before.captured().currency())
                || after.refunded().compareTo(before.captured()) > 0) {
            record("IGNORED_IMPOSSIBLE", refund, before, before, "more would be given back than was taken", cause);
            return before;
        }
        record("REFUND_ADOPTED", refund, before, after, stands.ref(), cause);
        tell(refund, after, cause);
        return after;
    }

    /** Takes in what reconciliation found out, and when to look again if that was nothing. */
    Progress looked(Progress before, String refundId, RefundAnswer answer, Cause cause, CheckSchedule schedule) {
        trail.heard(answer);
        var open = before.refund(refundId).filter(Refund::isOpen);
        if (open.isEmpty()) {
            return before;
        }
        var learned = answer instanceof Stands stands
                ? learned(before, open.get(), stands, "REFUND_RECONCILED", cause)
                : before;
        var still = learned.refund(refundId).filter(Refund::isOpen);
        if (still.isEmpty()) {
            return learned;
        }
        var next = schedule.next(still.get().watchedSince(), still.get().checks(), cause.at());
        var after = learned.replacing(still.get().checked(next, Look.of(answer, cause.at())));
        if (next == null) {
            record("REFUND_GIVEN_UP", still.get(), after, after, "the provider never said", cause);
        }
        return after;
    }

    /**
     * Takes in what a person found out about a refund that the provider never said anything of.
     *
     * @param given whether it was carried out
     */
    Progress settledByPerson(Progress before, String refundId, boolean given, Cause cause) {
        var open = before.refund(refundId).filter(Refund::isOpen);
        if (open.isEmpty()) {
            return before;
        }
        var refund = open.get();
        var stands = given
                ? new Stands(refId(refund), refund.amount(), RefundAnswer.State.SUCCEEDED, null)
                : new Stands(refId(refund), refund.amount(), RefundAnswer.State.FAILED, NOT_CARRIED_OUT);
        return learned(before, refund, stands, "REFUND_SETTLED", cause);
    }

    private static String refId(Refund refund) {
        return refund.providerRef() == null ? refund.id() : refund.providerRef();
    }

    /**
     * What was given back had been taken: a void that was believed before a refund was heard of is taken back as far as
     * that goes.
     */
    private Progress taken(Progress before, Refund refund, Stands stands, Cause cause) {
        var total = before.refunded().plus(refund.amount());
        if (stands.state() != RefundAnswer.State.SUCCEEDED || total.compareTo(before.captured()) <= 0) {
            return before;
        }
        var fact = new Captured(before.requireRef(), total);
        var after = before.becoming(fact, cause.at());
        record("CAPTURE_PROVEN", refund, before, after, "it was given back", cause);
        PaymentEvents.of(terms, fact, before.captured())
                .ifPresent(event -> trail.tell("CAPTURE_PROVEN", refund.id(), event, cause));
        return after;
    }

    private Progress learned(Progress before, Refund refund, Stands stands, String action, Cause cause) {
        var next = refund.becoming(stands, cause.at());
        if (!stands.amount().equals(refund.amount())
                || (refund.providerRef() != null && !refund.providerRef().equals(stands.ref()))) {
            record("IGNORED_IMPOSSIBLE", refund, before, before, "the provider speaks of another refund", cause);
            return before;
        }
        if (next.state() == refund.state()) {
            return before;
        }
        if (!refund.state().mayBecome(next.state())) {
            record("IGNORED_STALE", refund, before, before, "the provider said " + next.state(), cause);
            return before;
        }
        var proven = taken(before, refund, stands, cause);
        var after = proven.replacing(next);
        record(action, refund, proven, after, next.failure(), cause);
        tell(next, after, cause);
        return after;
    }

    private void record(
            String action, Refund refund, Progress before, Progress after, @Nullable String detail, Cause cause) {
        var reason = detail == null ? refund.id() : refund.id() + ": " + detail;
        trail.record(cause, action, before.standing(), after, reason);
    }

    private void tell(Refund refund, Progress after, Cause cause) {
        PaymentEvents.of(terms, refund, after.refunded())
                .ifPresent(event -> trail.tell(refund.state().name(), refund.id(), event, cause));
    }
}
