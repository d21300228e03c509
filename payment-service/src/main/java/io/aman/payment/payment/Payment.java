package io.aman.payment.payment;

import static io.aman.payment.payment.Attempt.Kind.CANCEL;
import static io.aman.payment.payment.Attempt.Kind.CAPTURE;
import static io.aman.payment.payment.Attempt.Kind.CONFIRM;
import static io.aman.payment.payment.Attempt.Kind.CREATE;
import static io.aman.payment.payment.PaymentState.AUTHORIZED;
import static io.aman.payment.payment.PaymentState.CANCELED;
import static io.aman.payment.payment.PaymentState.CREATED;
import static io.aman.payment.payment.PaymentState.FAILED;
import static io.aman.payment.payment.PaymentState.PROCESSING;
import static io.aman.payment.payment.PaymentState.REQUIRES_ACTION;

import io.aman.events.Money;
import io.aman.payment.payment.Attempt.Kind;
import io.aman.payment.payment.PaymentError.AttemptInProgress;
import io.aman.payment.payment.PaymentError.CaptureExceedsAuthorization;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.NotCancelable;
import io.aman.payment.payment.PaymentError.NotCapturable;
import io.aman.payment.payment.PaymentError.NotConfirmable;
import io.aman.payment.payment.PaymentError.TooManyAttempts;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.platform.outbox.OutboxEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment and its rules. A call either changes everything it has to, with the audit entries and the events that tell
 * it, or throws and changes nothing.
 *
 * <p>At most one attempt is open at a time, but for canceling while the payer is waited for. An attempt's id is the provider's idempotency key and the root of its event's id, so
 * that an operation that is run again after a crash ends where the first run would have.
 */
final class Payment {

    private static final int MAX_ATTEMPTS = 50;

    private final PaymentTerms terms;
    private final long version;
    private final Progress loaded;
    private final Trail trail;
    private final Refunding refunding;
    private Progress progress;
    private @Nullable String begun;

    /** As it was stored; {@code version} counts the writes. */
    Payment(PaymentTerms terms, Progress progress, long version) {
        this.terms = terms;
        this.loaded = progress;
        this.progress = progress;
        this.version = version;
        this.trail = new Trail(terms.id());
        this.refunding = new Refunding(terms, trail);
    }

    /** One that nobody has stored yet. */
    static Payment create(PaymentTerms terms, String attemptId, Cause cause, CheckSchedule schedule) {
        var payment = new Payment(terms, Progress.begun(terms), 0);
        payment.beginCreate(attemptId, cause, schedule);
        return payment;
    }

    /** Opens the attempt to make it known to the provider, unless that has been done. */
    void beginCreate(String attemptId, Cause cause, CheckSchedule schedule) {
        if (progress.attempt(attemptId).isEmpty() && progress.providerRef() == null) {
            requireNothingOpen();
            open(CREATE, attemptId, terms.amount(), null, cause, schedule);
        }
    }

    /** Opens the attempt to hold the amount; nothing happens when this attempt was opened before. */
    void beginConfirm(String attemptId, @Nullable PaymentMethodToken method, Cause cause, CheckSchedule schedule) {
        if (progress.attempt(attemptId).isPresent()) {
            return;
        }
        requireNothingOpen();
        if (progress.providerRef() == null || (progress.state() != CREATED && progress.state() != FAILED)) {
            throw new NotConfirmable(terms.id(), progress.state());
        }
        open(CONFIRM, attemptId, terms.amount(), method, cause, schedule);
    }

    /**
     * Opens the attempt to take money; nothing happens when this attempt was opened before.
     *
     * @param amountMinor how much of it; null for all that is held. The rest is let go
     */
    void beginCapture(String attemptId, @Nullable Long amountMinor, Cause cause, CheckSchedule schedule) {
        if (progress.attempt(attemptId).isPresent()) {
            return;
        }
        requireNothingOpen();
        if (progress.state() != AUTHORIZED) {
            throw new NotCapturable(terms.id(), progress.state());
        }
        var amount = amountMinor == null
                ? terms.amount()
                : new Money(amountMinor, terms.amount().currency());
        if (!amount.isPositive()) {
            throw new InvalidAmount("The amount to capture must be above zero.");
        }
        if (amount.compareTo(terms.amount()) > 0) {
            throw new CaptureExceedsAuthorization(terms.amount());
        }
        open(CAPTURE, attemptId, amount, null, cause, schedule);
    }

    /**
     * Opens the attempt to let go what is held, or to end the payment before anything is; nothing happens when this
     * attempt was opened before. It comes on top of a confirmation that waits for the payer.
     */
    void beginCancel(String attemptId, Cause cause, CheckSchedule schedule) {
        if (progress.attempt(attemptId).isPresent()) {
            return;
        }
        var waitsForPayer = progress.state() == REQUIRES_ACTION
                && progress.openAttempt().filter(open -> open.kind() == CONFIRM).isPresent();
        if (!waitsForPayer) {
            requireNothingOpen();
        }
        if (progress.providerRef() == null || !progress.state().mayBecome(CANCELED)) {
            throw new NotCancelable(terms.id(), progress.standing());
        }
        open(CANCEL, attemptId, terms.amount(), null, cause, schedule);
    }

    /**
     * Asks for money to be given back; nothing happens when this refund was asked for before.
     *
     * @param amountMinor null for all that is left
     */
    void beginRefund(
            String refundId, @Nullable Long amountMinor, @Nullable String reason, Cause cause, CheckSchedule schedule) {
        if (progress.refund(refundId).isEmpty()) {
            refunds(refunding.begin(progress, refundId, amountMinor, reason, cause, schedule), cause);
            begun = refundId;
        }
    }

    /** What to ask of the provider for a refund that is open. */
    RefundCommand refundCommand(String refundId) {
        var refund = progress.refund(refundId).filter(Refund::isOpen).orElseThrow();
        return new RefundCommand(refundId, requireRef(), refund.amount());
    }

    /** Takes in what came back from asking for a refund. */
    void refundAnswered(String refundId, RefundAnswer answer, Cause cause) {
        refunds(refunding.answered(progress, refundId, answer, cause), cause);
    }

    /** Takes in how a refund stood at the provider when it was asked because of a notice. */
    void refundNoticed(String refundId, RefundAnswer answer, Cause cause) {
        refunds(refunding.noticed(progress, refundId, answer, cause), cause);
    }

    /** Takes in what reconciliation found out about a refund, and when to look again if that was nothing. */
    void refundLooked(String refundId, RefundAnswer answer, Cause cause, CheckSchedule schedule) {
        refunds(refunding.looked(progress, refundId, answer, cause, schedule), cause);
    }

    private void refunds(Progress next, Cause cause) {
        progress = next.equals(progress) ? progress : next.at(cause.at());
    }

    private void requireNothingOpen() {
        if (progress.openAttempt().isPresent()) {
            throw new AttemptInProgress(terms.id());
        }
        if (progress.attempts().size() >= MAX_ATTEMPTS) {
            throw new TooManyAttempts(terms.id(), MAX_ATTEMPTS);
        }
    }

    private void open(
            Kind kind,
            String attemptId,
            Money amount,
            @Nullable PaymentMethodToken method,
            Cause cause,
            CheckSchedule schedule) {
        progress = progress.with(Attempt.open(attemptId, kind, amount, method, cause.at(), schedule.first(cause.at())));
        begun = attemptId;
        record(kind + "_ASKED", progress.standing(), null, cause);
    }

    /** What to ask of the provider for an attempt that is open. */
    ProviderCommand command(String attemptId) {
        var attempt = progress.attempt(attemptId).filter(Attempt::isOpen).orElseThrow();
        return switch (attempt.kind()) {
            case CREATE ->
                new ProviderCommand.Create(attemptId, terms.id().value(), terms.amount(), terms.description());
            case CONFIRM -> new ProviderCommand.Confirm(attemptId, requireRef(), attempt.paymentMethod());
            case CAPTURE -> new ProviderCommand.Capture(attemptId, requireRef(), attempt.amount());
            case CANCEL -> new ProviderCommand.Cancel(attemptId, requireRef());
        };
    }

    private String requireRef() {
        return Objects.requireNonNull(progress.providerRef(), "providerRef");
    }

    /** Takes in what came back from asking for an attempt; too late for one that was settled meanwhile. */
    void answered(String attemptId, ProviderAnswer answer, Cause cause) {
        var attempt = progress.attempt(attemptId).filter(Attempt::isOpen);
        if (attempt.isPresent()) {
            switch (answer) {
                case Fact fact -> learn(fact, attempt.get().kind() + "_ANSWERED", attempt.get(), cause);
                case Unknown unknown -> leaveOpen(attempt.get(), unknown.reason(), cause);
                case NotSent notSent -> withdraw(attempt.get(), "_NOT_SENT", notSent.reason(), cause);
                case Refused refused -> withdraw(attempt.get(), "_REFUSED", refused.code(), cause);
            }
        }
    }

    /** It may have happened: the attempt stays open until reconciliation or a notice settles it. */
    private void leaveOpen(Attempt attempt, String reason, Cause cause) {
        var from = progress.state();
        if (attempt.kind() == CONFIRM && from.mayBecome(PROCESSING)) {
            progress = progress.in(PROCESSING);
        }
        record(attempt.kind() + "_UNKNOWN", from, reason, cause);
    }

    /** It has not happened: as if it had never been asked, but for the trail. */
    private void withdraw(Attempt attempt, String outcome, String reason, Cause cause) {
        progress = progress.without(attempt.id());
        record(attempt.kind() + outcome, progress.standing(), reason, cause);
    }

    /** Takes in how the payment stood at the provider when it was asked because of a notice. */
    void noticed(Fact fact, Cause cause) {
        if (cause.evidence() == null || !progress.seen().contains(cause.evidence())) {
            learn(fact, "NOTICED", null, cause);
        }
    }

    /** Takes in what reconciliation found out about an attempt, and when to look again if that was nothing. */
    void looked(String attemptId, ProviderAnswer answer, Cause cause, CheckSchedule schedule) {
        if (answer instanceof Fact fact) {
            learn(fact, "RECONCILED", null, cause);
        }
        progress.attempt(attemptId).filter(Attempt::isOpen).ifPresent(attempt -> {
            var next = schedule.next(attempt.openedAt(), attempt.checks(), cause.at());
            progress = progress.replacing(attemptId, open -> open.checked(next));
            if (next == null) {
                record(attempt.kind() + "_GIVEN_UP", progress.standing(), "the provider never said", cause);
            }
        });
    }

    /** @param answered the attempt that this is the direct answer to; null where the provider was only looked at */
    private void learn(Fact fact, String action, @Nullable Attempt answered, Cause cause) {
        if (progress.providerRef() != null && !progress.providerRef().equals(fact.ref())) {
            throw new IllegalStateException(
                    "%s is %s at the provider and not %s".formatted(terms.id(), progress.providerRef(), fact.ref()));
        }
        switch (Verdict.on(progress, terms.amount(), fact, answered != null)) {
            case NEWS -> settle(fact, true, action, cause);
            case NOTHING_NEW -> settle(fact, false, action, cause);
            case OLD_NEWS -> {}
            case STALE -> {
                progress = answered == null ? progress : progress.replacing(answered.id(), Attempt::settled);
                ignore("IGNORED_STALE", fact, cause);
            }
            case IMPOSSIBLE -> ignore("IGNORED_IMPOSSIBLE", fact, cause);
        }
    }

    private void settle(Fact fact, boolean moves, String action, Cause cause) {
        var before = progress;
        var next = moves ? before.becoming(fact) : before;
        var settled = before.attempts().stream()
                .filter(attempt -> attempt.isOpen() && attempt.isSettledBy(fact))
                .map(Attempt::id)
                .toList();
        var eventBase = settled.isEmpty() ? terms.id() + "#" + (version + 1) : settled.getLast();
        if (before.providerRef() == null) {
            next = next.knownAs(fact.ref());
            trail.tell("created", eventBase, PaymentEvents.created(terms), cause);
        }
        for (var attempt : settled) {
            next = next.replacing(attempt, Attempt::settled);
        }
        if (!next.equals(before)) {
            progress = next.seeing(cause.evidence());
            if (moves) {
                PaymentEvents.of(terms, fact, before.captured())
                        .ifPresent(event -> trail.tell(progress.state().name(), eventBase, event, cause));
            }
            record(action, before.standing(), reason(fact), cause);
        }
    }

    private static @Nullable String reason(Fact fact) {
        return fact instanceof Declined declined ? declined.code() : null;
    }

    private void ignore(String action, Fact fact, Cause cause) {
        progress = progress.seeing(cause.evidence());
        record(
                action,
                progress.standing(),
                "the provider said " + fact.getClass().getSimpleName(),
                cause);
    }

    private void record(String action, PaymentState from, @Nullable String reason, Cause cause) {
        var first = version == 0 && trail.entries().isEmpty();
        progress = progress.at(cause.at());
        trail.record(cause, action, first ? null : from, progress.standing(), reason);
    }

    /** Whether the provider, standing so, seems never to have heard of an open attempt. */
    boolean isUnheard(Attempt attempt, Fact fact) {
        return switch (attempt.kind()) {
            case CREATE -> false;
            case CONFIRM ->
                (fact instanceof Created && progress.state() != REQUIRES_ACTION)
                        || Verdict.on(progress, terms.amount(), fact, false) == Verdict.OLD_NEWS;
            case CAPTURE -> fact instanceof Authorized;
            case CANCEL ->
                switch (fact) {
                    case Created _, RequiresAction _, Authorized _, Declined _ -> true;
                    case Processing _, Captured _, Canceled _ -> false;
                };
        };
    }

    /** As the caller sees it: while an outcome is open, it is {@code PROCESSING}, whatever it was before. */
    PaymentState shownState() {
        return isUndecided() ? PROCESSING : progress.standing();
    }

    /** Whether an outcome is open and it is not the payer who is waited for. */
    boolean isUndecided() {
        return progress.openAttempt()
                .filter(open -> progress.state() != REQUIRES_ACTION || open.kind() == CANCEL)
                .isPresent();
    }

    /** Whether this very change opened the attempt: then nobody can have sent it before. */
    boolean hasBegun(String attemptId) {
        return attemptId.equals(begun);
    }

    boolean isChanged() {
        return version == 0 || !progress.equals(loaded);
    }

    boolean belongsTo(String payer) {
        return terms.payer().equals(payer);
    }

    PaymentId id() {
        return terms.id();
    }

    PaymentTerms terms() {
        return terms;
    }

    Progress progress() {
        return progress;
    }

    long version() {
        return version;
    }

    List<AuditEntry> newEntries() {
        return trail.entries();
    }

    List<OutboxEvent> newEvents() {
        return trail.events();
    }
}
