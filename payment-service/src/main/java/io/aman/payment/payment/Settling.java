package io.aman.payment.payment;

import static io.aman.payment.payment.Attempt.Kind.CONFIRM;
import static io.aman.payment.payment.PaymentState.PROCESSING;

import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what a provider says about a payment: what it moves, which attempts it settles, and what it cannot mean.
 */
final class Settling {

    private final PaymentTerms terms;
    private final long version;
    private final Trail trail;

    /** @param version of the payment before the change */
    Settling(PaymentTerms terms, long version, Trail trail) {
        this.terms = terms;
        this.version = version;
        this.trail = trail;
    }

    /** Takes in what came back from asking for an attempt; too late for one that was settled meanwhile. */
    Progress answered(Progress before, String attemptId, ProviderAnswer answer, Cause cause) {
        trail.heard(answer);
        var open = before.attempt(attemptId).filter(Attempt::isOpen);
        if (open.isEmpty()) {
            return before;
        }
        var attempt = open.get();
        return switch (answer) {
            case Fact fact -> learned(before, fact, attempt.kind() + "_ANSWERED", attempt, cause);
            case Unknown unknown -> leftOpen(before, attempt, unknown.reason(), cause);
            case Absent absent -> leftOpen(before, attempt, absent.reason(), cause);
            case NotSent notSent -> withdrawn(before, attempt, "_NOT_SENT", notSent.reason(), cause);
            case Refused refused -> withdrawn(before, attempt, "_REFUSED", refused.code(), cause);
        };
    }

    /** It may have happened: the attempt stays open until reconciliation or a notice settles it. */
    private Progress leftOpen(Progress before, Attempt attempt, String reason, Cause cause) {
        var submitted = attempt.kind() == CONFIRM && before.state().mayBecome(PROCESSING);
        return recorded(before, submitted ? before.in(PROCESSING) : before, attempt.kind() + "_UNKNOWN", reason, cause);
    }

    /** It has not happened: as if it had never been asked, but for the trail. */
    private Progress withdrawn(Progress before, Attempt attempt, String outcome, String reason, Cause cause) {
        return recorded(before, before.without(attempt.id()), attempt.kind() + outcome, reason, cause);
    }

    /** Takes in how the payment stood at the provider when it was asked because of a notice. */
    Progress noticed(Progress before, Fact fact, Cause cause) {
        trail.heard(fact);
        var known = cause.evidence() != null && before.seen().contains(cause.evidence());
        return known ? before : learned(before, fact, "NOTICED", null, cause);
    }

    /** Takes in what reconciliation found out about an attempt, and when to look again if that was nothing. */
    Progress looked(Progress before, String attemptId, ProviderAnswer answer, Cause cause, CheckSchedule schedule) {
        trail.heard(answer);
        var learned = answer instanceof Fact fact ? learned(before, fact, "RECONCILED", null, cause) : before;
        var open = learned.attempt(attemptId).filter(Attempt::isOpen);
        if (open.isEmpty()) {
            return learned;
        }
        var attempt = open.get();
        var next = schedule.next(attempt.watchedSince(), attempt.checks(), cause.at());
        var checked = learned.replacing(attemptId, unsettled -> unsettled.checked(next, Look.of(answer, cause.at())));
        return next == null ? givenUp(checked, attempt, answer, cause) : checked;
    }

    /** Only what the provider has never heard of expires; anything else waits for a person. */
    private Progress givenUp(Progress before, Attempt attempt, ProviderAnswer answer, Cause cause) {
        var ref = before.providerRef();
        return answer instanceof Absent && attempt.kind() == CONFIRM && ref != null
                ? learned(before, new Expired(ref), "EXPIRED", null, cause)
                : recorded(before, before, attempt.kind() + "_GIVEN_UP", "the provider never said", cause);
    }

    /** Takes in how the payer's dispute stands, beside the state. */
    Progress disputed(Progress before, DisputeStatus status, Cause cause) {
        if (before.dispute() == status) {
            return before;
        }
        trail.tell("DISPUTE_" + status, eventBase(), PaymentEvents.disputed(terms, status), cause);
        return recorded(before, before.disputed(status), "DISPUTE_" + status, null, cause);
    }

    /** @param answered the attempt that this is the direct answer to; null where the provider was only looked at */
    private Progress learned(Progress before, Fact fact, String action, @Nullable Attempt answered, Cause cause) {
        if (before.providerRef() != null && !before.providerRef().equals(fact.ref())) {
            throw new IllegalStateException(
                    "%s is %s at the provider and not %s".formatted(terms.id(), before.providerRef(), fact.ref()));
        }
        return switch (Verdict.on(before, terms.amount(), fact, answered != null)) {
            case NEWS -> settled(before, fact, true, action, cause);
            case NOTHING_NEW -> settled(before, fact, false, action, cause);
            case OLD_NEWS -> before;
            case STALE -> {
                var over = answered == null ? before : before.replacing(answered.id(), Attempt::settled);
                yield ignored(before, over, "IGNORED_STALE", fact, cause);
            }
            case IMPOSSIBLE -> ignored(before, before, "IGNORED_IMPOSSIBLE", fact, cause);
        };
    }

    private Progress settled(Progress before, Fact fact, boolean moves, String action, Cause cause) {
        var next = moves ? before.becoming(fact, cause.at()) : before;
        var settled = before.attempts().stream()
                .filter(attempt -> attempt.isOpen() && attempt.isSettledBy(fact, before.captured()))
                .map(Attempt::id)
                .toList();
        var eventBase = settled.isEmpty() ? eventBase() : settled.getLast();
        if (before.providerRef() == null) {
            next = next.knownAs(fact.ref());
            trail.tell("created", eventBase, PaymentEvents.created(terms), cause);
        }
        for (var attempt : settled) {
            next = next.replacing(attempt, Attempt::settled);
        }
        if (next.equals(before)) {
            return before;
        }
        var after = next.seeing(cause.evidence());
        if (moves) {
            PaymentEvents.of(terms, fact, before.captured())
                    .ifPresent(event -> trail.tell(after.state().name(), base(before, after, eventBase), event, cause));
        }
        return recorded(before, after, action, reason(before, after, fact), cause);
    }

    /** For what happened without an attempt: the write that takes it in. */
    private String eventBase() {
        return terms.id() + "#" + (version + 1);
    }

    /**
     * Money that was taken is one event, however it is found out: a database that was restored has forgotten who asked for
     * it, and hears of it from the provider. Only what was over may be taken twice in the same amount.
     */
    private String base(Progress before, Progress after, String eventBase) {
        var isTaken = after.captured().compareTo(before.captured()) > 0;
        return isTaken && !after.lateSuccess()
                ? terms.id() + "/taken/" + after.captured().amountMinor()
                : eventBase;
    }

    private static @Nullable String reason(Progress before, Progress after, Fact fact) {
        if (after.lateSuccess() && !before.lateSuccess()) {
            return "late success: the payment had counted as over";
        }
        return fact instanceof Declined declined ? declined.code() : null;
    }

    private Progress ignored(Progress before, Progress after, String action, Fact fact, Cause cause) {
        var reason = "the provider said " + fact.getClass().getSimpleName();
        return recorded(before, after.seeing(cause.evidence()), action, reason, cause);
    }

    private Progress recorded(Progress before, Progress after, String action, @Nullable String reason, Cause cause) {
        trail.record(cause, action, before.standing(), after, reason);
        return after;
    }
}
