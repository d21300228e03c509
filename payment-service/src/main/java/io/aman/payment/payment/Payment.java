package io.aman.payment.payment;

import static io.aman.payment.payment.Attempt.Kind.CANCEL;
import static io.aman.payment.payment.PaymentState.PROCESSING;
import static io.aman.payment.payment.PaymentState.REQUIRES_ACTION;

import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.Chain;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.idempotency.KeyRing;
import io.aman.platform.outbox.OutboxEvent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A payment and its rules. A call either changes everything it has to, with the audit entries and the events that tell
 * it, or throws and changes nothing.
 *
 * <p>An attempt's id is the provider's idempotency key and the root of its event's id, so that an operation that is run
 * again after a crash ends where the first run would have.
 */
final class Payment {

    private final long version;
    private final Progress loaded;
    private final Trail trail;
    private final KeyRing keys;
    private PaymentTerms terms;
    private Progress progress;
    private int recorded;
    private @Nullable String begun;

    /** As it was stored; {@code version} counts the writes, {@code chain} is null where nothing was chained yet. */
    Payment(PaymentTerms terms, Progress progress, long version, @Nullable Chain chain, KeyRing keys) {
        this.terms = terms;
        this.loaded = progress;
        this.progress = progress;
        this.version = version;
        this.trail = new Trail(terms.id(), progress, version == 0, chain);
        this.keys = keys;
    }

    /** As it stands once its changes are stored, with this end of its audit chain. */
    Payment stored(@Nullable Chain chain) {
        var stored = new Payment(terms, progress, version + 1, chain, keys.stored());
        stored.begun = begun;
        return stored;
    }

    /** One that nobody has stored yet. */
    static Payment create(PaymentTerms terms, String attemptId, Cause cause, CheckSchedule schedule) {
        var payment = new Payment(terms, Progress.begun(terms), 0, null, KeyRing.empty());
        payment.beginCreate(attemptId, cause, schedule);
        return payment;
    }

    /** Opens the attempt to make it known to the provider, unless that has been done. */
    void beginCreate(String attemptId, Cause cause, CheckSchedule schedule) {
        if (progress.providerRef() == null) {
            begin(attemptId, () -> attempting(cause).create(progress, attemptId, schedule), cause);
        }
    }

    /**
     * Goes to another provider, which is free as long as none knows the payment and nothing is open.
     *
     * @param reason why the one before is left
     */
    void reroute(String provider, String reason, Cause cause) {
        terms = attempting(cause).reroute(progress, provider, reason);
        become(progress, cause);
    }

    /** Opens the attempt to hold the amount; nothing happens when this attempt was opened before. */
    void beginConfirm(String attemptId, @Nullable PaymentMethodToken method, Cause cause, CheckSchedule schedule) {
        begin(attemptId, () -> attempting(cause).confirm(progress, attemptId, method, schedule), cause);
    }

    /**
     * Opens the attempt to take money; nothing happens when this attempt was opened before.
     *
     * @param amountMinor how much of what is left; null for all of it
     * @param last whether the rest is let go
     */
    void beginCapture(String attemptId, @Nullable Long amountMinor, boolean last, Cause cause, CheckSchedule schedule) {
        begin(attemptId, () -> attempting(cause).capture(progress, attemptId, amountMinor, last, schedule), cause);
    }

    /**
     * Opens the attempt to let go what is held, or to end the payment before anything is; nothing happens when this
     * attempt was opened before. It comes on top of a confirmation that waits for the payer.
     */
    void beginCancel(String attemptId, Cause cause, CheckSchedule schedule) {
        begin(attemptId, () -> attempting(cause).cancel(progress, attemptId, schedule), cause);
    }

    private void begin(String attemptId, Supplier<Progress> opened, Cause cause) {
        if (progress.attempt(attemptId).isEmpty()) {
            become(opened.get(), cause);
            begun = attemptId;
        }
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
        return new RefundCommand(refundId, progress.requireRef(), refund.amount(), refund.source());
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

    /** What to ask of the provider for an attempt that is open. */
    ProviderCommand command(String attemptId) {
        var attempt = progress.attempt(attemptId).filter(Attempt::isOpen).orElseThrow();
        return attempt.command(terms, progress);
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
        become(settling().disputed(progress, status, cause), cause);
    }

    /** An operator does what is safe about an outcome that is not known; what moves money is asked for after that. */
    void ordered(UnknownOutcome about, OperatorAction action, String reason, Cause cause) {
        trail.record(cause, "OPERATOR_" + action, progress.standing(), progress, about.id(), reason);
        become(about.watched(progress, action, cause.at()), cause);
    }

    /** Takes in what a person found out about a refund that the provider never spoke of. */
    void refundSettled(String refundId, boolean given, Cause cause) {
        become(refunding().settledByPerson(progress, refundId, given, cause), cause);
    }

    /** What begins in this change was let go on by this rule. */
    void judgedBy(String rule) {
        trail.judgedBy(rule);
    }

    /**
     * Keeps that something may not begin, and leaves everything else as it is.
     *
     * @param what was asked for
     * @param rule what decided
     */
    void denied(String what, String rule, Cause cause) {
        trail.judgedBy(rule);
        trail.record(cause, what + "_DENIED", progress.standing(), progress, null);
        become(progress, cause);
    }

    /** Nobody needs to look at what came in late any more. */
    void lateAcknowledged(Cause cause) {
        become(progress.lateAcknowledged(), cause);
    }

    private Attempting attempting(Cause cause) {
        return new Attempting(terms, trail, cause);
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
        return version == 0
                || keys.isChanged()
                || !progress.equals(loaded)
                || !trail.entries().isEmpty();
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

    KeyRing keys() {
        return keys;
    }

    List<AuditEntry> newEntries() {
        return trail.entries();
    }

    List<OutboxEvent> newEvents() {
        return trail.events();
    }
}
