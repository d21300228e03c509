package io.aman.payment.payment;

import static io.aman.payment.payment.Attempt.Kind.CANCEL;
import static io.aman.payment.payment.Attempt.Kind.CAPTURE;
import static io.aman.payment.payment.Attempt.Kind.CAPTURE_PART;
import static io.aman.payment.payment.Attempt.Kind.CONFIRM;
import static io.aman.payment.payment.Attempt.Kind.CREATE;
import static io.aman.payment.payment.PaymentState.CANCELED;
import static io.aman.payment.payment.PaymentState.CREATED;
import static io.aman.payment.payment.PaymentState.FAILED;
import static io.aman.payment.payment.PaymentState.PARTIALLY_CAPTURED;
import static io.aman.payment.payment.PaymentState.PROCESSING;
import static io.aman.payment.payment.PaymentState.REQUIRES_ACTION;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.Chain;
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
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.ReturnUrls;
import io.aman.platform.outbox.OutboxEvent;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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

    private final long version;
    private final Progress loaded;
    private final Trail trail;
    private PaymentTerms terms;
    private Progress progress;
    private int recorded;
    private @Nullable String begun;

    /** As it was stored; {@code version} counts the writes. */
    Payment(PaymentTerms terms, Progress progress, long version) {
        this(terms, progress, version, null);
    }

    /** @param chain the end of its audit chain as it was stored; null where there is none yet */
    Payment(PaymentTerms terms, Progress progress, long version, @Nullable Chain chain) {
        this(terms, progress, version, chain, null);
    }

    private Payment(
            PaymentTerms terms, Progress progress, long version, @Nullable Chain chain, @Nullable String begun) {
        this.terms = terms;
        this.loaded = progress;
        this.progress = progress;
        this.version = version;
        this.trail = new Trail(terms.id(), progress, version == 0, chain);
        this.begun = begun;
    }

    /** As it stands once its changes are stored, with this end of its audit chain. */
    Payment stored(@Nullable Chain chain) {
        return new Payment(terms, progress, version + 1, chain, begun);
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

    /**
     * Goes to another provider, which is free as long as none knows the payment and nothing is open.
     *
     * @param reason why the one before is left
     */
    void reroute(String provider, String reason, Cause cause) {
        requireNothingOpen();
        if (progress.providerRef() != null) {
            throw new IllegalStateException(terms.id() + " is known to " + terms.provider());
        }
        trail.record(cause, "REROUTED_TO_" + provider.toUpperCase(Locale.ROOT), progress.standing(), progress, reason);
        terms = terms.at(provider);
        become(progress, cause);
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
     * @param amountMinor how much of what is left; null for all of it
     * @param last whether the rest is let go
     */
    void beginCapture(String attemptId, @Nullable Long amountMinor, boolean last, Cause cause, CheckSchedule schedule) {
        if (progress.attempt(attemptId).isPresent()) {
            return;
        }
        requireNothingOpen();
        var left = progress.capturable(terms.amount());
        if (!left.isPositive()) {
            throw new NotCapturable(terms.id(), progress.standing());
        }
        var amount = amountMinor == null ? left : new Money(amountMinor, left.currency());
        if (!amount.isPositive()) {
            throw new InvalidAmount("The amount to capture must be above zero.");
        }
        if (amount.compareTo(left) > 0) {
            throw new CaptureExceedsAuthorization(left);
        }
        var kind = last || amount.equals(left) ? CAPTURE : CAPTURE_PART;
        open(kind, attemptId, amount, null, cause, schedule);
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
        var holds = progress.state() == PARTIALLY_CAPTURED; // what is held beyond that is let go
        if (progress.providerRef() == null || !(holds || progress.state().mayBecome(CANCELED))) {
            throw new NotCancelable(terms.id(), progress.standing());
        }
        open(CANCEL, attemptId, terms.amount(), null, cause, schedule);
    }

    /**
     * Asks for money to be given back; nothing happens when this refund was asked for before.
     *
     * @param amountMinor null for all that is left
     * @param sources out of what; where no capture can bear it alone, the refund becomes several
     */
    void beginRefund(
            String refundId,
            @Nullable Long amountMinor,
            RefundSources sources,
            @Nullable String reason,
            Cause cause,
            CheckSchedule schedule) {
        if (progress.refund(refundId).isEmpty()) {
            become(refunding().begin(progress, refundId, amountMinor, sources, reason, cause, schedule), cause);
            begun = refundId;
        }
    }

    /** What to ask of the provider for a refund that is open. */
    RefundCommand refundCommand(String refundId) {
        var refund = progress.refund(refundId).filter(Refund::isOpen).orElseThrow();
        return new RefundCommand(refundId, requireRef(), refund.amount(), refund.source());
    }

    /** Takes in what came back from asking for a refund. */
    void refundAnswered(String refundId, RefundAnswer answer, Cause cause) {
        become(refunding().answered(progress, refundId, answer, cause), cause);
    }

    /** Takes in how a refund stood at the provider when it was asked because of a notice. */
    void refundNoticed(String refundId, RefundAnswer answer, Cause cause) {
        become(refunding().noticed(progress, refundId, answer, cause), cause);
    }

    /** Takes in all refunds that the provider lists, those that nobody asked for here included. */
    void refundsListed(List<RefundList.Row> rows, Cause cause, CheckSchedule schedule) {
        become(refunding().listed(progress, rows, cause, schedule), cause);
    }

    /** Takes in what reconciliation found out about a refund, and when to look again if that was nothing. */
    void refundLooked(String refundId, RefundAnswer answer, Cause cause, CheckSchedule schedule) {
        become(refunding().looked(progress, refundId, answer, cause, schedule), cause);
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
        trail.record(cause, kind + "_ASKED", progress.standing(), progress, null);
        become(
                progress.with(Attempt.open(attemptId, kind, amount, method, cause.at(), schedule.first(cause.at()))),
                cause);
        begun = attemptId;
    }

    /** What to ask of the provider for an attempt that is open. */
    ProviderCommand command(String attemptId) {
        var attempt = progress.attempt(attemptId).filter(Attempt::isOpen).orElseThrow();
        return switch (attempt.kind()) {
            case CREATE ->
                new ProviderCommand.Create(
                        attemptId, terms.id().value(), terms.amount(), terms.description(), returnUrl());
            case CONFIRM -> new ProviderCommand.Confirm(attemptId, requireRef(), attempt.paymentMethod(), returnUrl());
            case CAPTURE -> new ProviderCommand.Capture(attemptId, requireRef(), attempt.amount(), true);
            case CAPTURE_PART -> new ProviderCommand.Capture(attemptId, requireRef(), attempt.amount(), false);
            case CANCEL ->
                new ProviderCommand.Cancel(
                        attemptId, requireRef(), progress.captured().isPositive());
        };
    }

    private @Nullable URI returnUrl() {
        return terms.returnUrl() == null
                ? null
                : ReturnUrls.with(terms.returnUrl(), "payment", terms.id().value());
    }

    String requireRef() {
        return Objects.requireNonNull(progress.providerRef(), "providerRef");
    }

    /** Takes in what came back from asking for an attempt; too late for one that was settled meanwhile. */
    void answered(String attemptId, ProviderAnswer answer, Cause cause) {
        become(settling().answered(progress, attemptId, answer, cause), cause);
    }

    /** Takes in how the payment stood at the provider when it was asked because of a notice. */
    void noticed(Fact fact, Cause cause) {
        become(settling().noticed(progress, fact, cause), cause);
    }

    /** Takes in what reconciliation found out about an attempt, and when to look again if that was nothing. */
    void looked(String attemptId, ProviderAnswer answer, Cause cause, CheckSchedule schedule) {
        become(settling().looked(progress, attemptId, answer, cause, schedule), cause);
    }

    /** Takes in how the payer's dispute stands; it is kept beside the state, which it does not touch. */
    void disputeNoticed(DisputeStatus status, Cause cause) {
        if (progress.dispute() != status) {
            trail.record(cause, "DISPUTE_" + status, progress.standing(), progress, null);
            trail.tell("DISPUTE_" + status, eventBase(), PaymentEvents.disputed(terms, status), cause);
            become(progress.disputed(status), cause);
        }
    }

    /** An operator does what is safe about an outcome that is not known; what moves money is asked for after that. */
    void ordered(UnknownOutcome about, OperatorAction action, String reason, Cause cause) {
        trail.record(cause, "OPERATOR_" + action, progress.standing(), progress, about.id(), reason);
        var looked = about.refund()
                .map(refund -> progress.watching(refund, action, cause.at()))
                .orElseGet(() -> progress.watching(action, cause.at()));
        become(looked, cause);
    }

    /** Takes in what a person found out about a refund that the provider never spoke of. */
    void refundSettled(String refundId, boolean given, Cause cause) {
        become(refunding().settledByPerson(progress, refundId, given, cause), cause);
    }

    /** Nobody needs to look at what came in late any more. */
    void lateAcknowledged(Cause cause) {
        become(progress.lateAcknowledged(), cause);
    }

    private String eventBase() {
        return terms.id() + "#" + (version + 1);
    }

    private Refunding refunding() {
        return new Refunding(terms, trail);
    }

    private Settling settling() {
        return new Settling(terms, version, trail);
    }

    private void become(Progress next, Cause cause) {
        var told = trail.entries().size();
        if (told != recorded || !next.equals(progress)) {
            progress = next.at(cause.at());
        }
        recorded = told;
    }

    /** Whether the provider, standing so, seems never to have heard of an open attempt. */
    boolean isUnheard(Attempt attempt, Fact fact) {
        return switch (attempt.kind()) {
            case CREATE -> false;
            case CONFIRM ->
                fact instanceof Approved
                        || (fact instanceof Created && progress.state() != REQUIRES_ACTION)
                        || Verdict.on(progress, terms.amount(), fact, false) == Verdict.OLD_NEWS;
            case CAPTURE, CAPTURE_PART ->
                fact instanceof Authorized
                        || (fact instanceof PartlyCaptured some && some.total().equals(progress.captured()));
            case CANCEL ->
                switch (fact) {
                    case Created _, RequiresAction _, Approved _, Authorized _, PartlyCaptured _, Declined _ -> true;
                    case Processing _, Captured _, Canceled _, Voided _, Expired _ -> false;
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
        return version == 0 || !progress.equals(loaded) || !trail.entries().isEmpty();
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

    Trail trail() {
        return trail;
    }

    List<AuditEntry> newEntries() {
        return trail.entries();
    }

    List<OutboxEvent> newEvents() {
        return trail.events();
    }
}
