package io.aman.payment.invoice;

import static io.aman.payment.invoice.InvoiceState.DRAFT;
import static io.aman.payment.invoice.InvoiceState.FINALIZING;
import static io.aman.payment.invoice.InvoiceState.OPEN;
import static io.aman.payment.invoice.InvoiceState.PAID;
import static io.aman.payment.invoice.InvoiceState.VOID;

import io.aman.events.InvoiceEvent;
import io.aman.events.Topics;
import io.aman.payment.invoice.InvoiceError.NotCreditable;
import io.aman.payment.invoice.InvoiceError.NotDraft;
import io.aman.payment.invoice.InvoiceError.NotOpen;
import io.aman.payment.payment.Cause;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invoice and its rules. A call either changes everything it has to, with the audit entries and the events that tell
 * it, or throws and changes nothing.
 */
final class Invoice {

    private static final int MAX_CREDIT_NOTES = 100;

    private final InvoiceId id;
    private final String owner;
    private final Instant createdAt;
    private final long version;
    private final InvoiceBody loaded;
    private final List<InvoiceEntry> newEntries = new ArrayList<>();
    private final List<OutboxEvent> newEvents = new ArrayList<>();
    private InvoiceBody body;

    /** As it was stored; {@code version} counts the writes. */
    Invoice(InvoiceId id, String owner, Instant createdAt, InvoiceBody body, long version) {
        this.id = id;
        this.owner = owner;
        this.createdAt = createdAt;
        this.loaded = body;
        this.body = body;
        this.version = version;
    }

    static Invoice draft(InvoiceId id, String owner, InvoiceContent content, Cause cause) {
        var invoice = new Invoice(id, owner, cause.at(), InvoiceBody.draft(content, cause.at()), 0);
        invoice.record("DRAFTED", null, null, cause);
        return invoice;
    }

    /** @param seen the version that the caller has read */
    void replace(InvoiceContent content, long seen, Cause cause) {
        requireDraft();
        if (seen != version) {
            throw new InvoiceError.Changed(id);
        }
        if (!content.equals(body.content())) {
            body = body.saying(content);
            record("REPLACED", DRAFT, null, cause);
        }
    }

    /** Freezes it; nothing happens when that was done before. */
    void freeze(Cause cause) {
        if (body.state() == FINALIZING || body.number() != null) {
            return;
        }
        requireDraft();
        body = body.in(FINALIZING);
        record("FROZEN", DRAFT, null, cause);
    }

    /** Gives the frozen invoice its number; nothing happens when it has one. */
    void issue(String number, Cause cause) {
        if (body.state() == FINALIZING) {
            body = body.issued(number, cause.at());
            var total = body.content().money(body.content().totals().total());
            tell(
                    "finalized",
                    new InvoiceEvent.Finalized(id.value(), number, owner, customer(), total, cause.at()),
                    cause);
            record("FINALIZED", FINALIZING, null, cause);
        }
    }

    /** From here on the capture of this payment pays it. */
    void await(String paymentId, Cause cause) {
        if (paymentId.equals(body.payment())) {
            return;
        }
        requireOpen();
        body = body.awaiting(paymentId);
        record("PAYMENT_BEGUN", OPEN, paymentId, cause);
    }

    /**
     * A payment was captured.
     *
     * @param takenMinor in the currency of the invoice; null for another currency
     */
    void pay(String paymentId, @Nullable Long takenMinor, Cause cause) {
        if (body.state() == PAID && paymentId.equals(body.payment())) {
            return;
        }
        requireOpen();
        if (takenMinor == null || takenMinor != body.dueMinor()) {
            throw new InvoiceError.TotalMismatch(body.dueMinor());
        }
        body = body.paid(paymentId, cause.at());
        var paid = body.content().money(takenMinor);
        tell(
                "paid",
                new InvoiceEvent.Paid(id.value(), requireNumber(), owner, customer(), paid, paymentId, cause.at()),
                cause);
        record("PAID", OPEN, paymentId, cause);
    }

    /** Keeps that money was taken which does not pay this invoice as it stands; nothing happens the second time. */
    void noticeUnfit(String paymentId, Cause cause) {
        if (!body.unfit().contains(paymentId) && !(body.state() == PAID && paymentId.equals(body.payment()))) {
            body = body.withUnfit(paymentId);
            body = paymentId.equals(body.payment()) ? body.awaiting(null) : body;
            record("PAYMENT_DOES_NOT_FIT", body.state(), paymentId, cause);
        }
    }

    void voidIt(Cause cause) {
        if (body.state() == VOID) {
            return;
        }
        requireOpen();
        if (!body.creditNotes().isEmpty()) {
            throw new NotOpen(id, body.state());
        }
        body = body.awaiting(null).in(VOID);
        var total = body.content().money(body.content().totals().total());
        tell(
                "voided",
                new InvoiceEvent.Voided(id.value(), requireNumber(), owner, customer(), total, cause.at()),
                cause);
        record("VOIDED", OPEN, null, cause);
    }

    /**
     * Takes some or all of it back; the credit note then waits for its number. Nothing happens when it was asked
     * before.
     *
     * @param wanted parts by line, from 1; empty for all that is left
     */
    void credit(String noteId, List<CreditedLines.Part> wanted, @Nullable String reason, Cause cause) {
        if (body.creditNote(noteId).isPresent()) {
            return;
        }
        if ((body.state() != OPEN && body.state() != PAID) || body.creditNotes().size() >= MAX_CREDIT_NOTES) {
            throw new NotCreditable(id, body.state());
        }
        var lines = CreditedLines.of(body, wanted);
        var totals = lines.stream().map(CreditNote.Line::totals).reduce(Totals.NOTHING, Totals::plus);
        if (body.state() == OPEN) {
            body = body.awaiting(null); // a payment begun for it was of another amount
        }
        body = body.with(new CreditNote(noteId, lines, totals, reason, cause.at(), null, null));
        record("CREDIT_ASKED", body.state(), noteId, cause);
    }

    /** Gives a credit note its number; nothing happens when it has one. */
    void issueCredit(String noteId, String number, Cause cause) {
        var note = body.creditNote(noteId).filter(waiting -> !waiting.isIssued());
        if (note.isPresent()) {
            body = body.with(note.get().issued(number, cause.at()));
            tell("credited-" + noteId, credited(note.get(), number, cause), cause);
            record("CREDITED", body.state(), noteId, cause);
        }
    }

    private InvoiceEvent credited(CreditNote note, String number, Cause cause) {
        return new InvoiceEvent.Credited(
                id.value(),
                requireNumber(),
                owner,
                customer(),
                note.id(),
                number,
                body.content().money(note.totals().total()),
                body.content().money(body.creditedMinor()),
                cause.at());
    }

    private void requireDraft() {
        if (body.state() != DRAFT) {
            throw new NotDraft(id, body.state());
        }
    }

    private void requireOpen() {
        if (body.state() != OPEN) {
            throw new NotOpen(id, body.state());
        }
    }

    private String requireNumber() {
        return Objects.requireNonNull(body.number(), "number");
    }

    private void tell(String what, InvoiceEvent event, Cause cause) {
        newEvents.add(
                new OutboxEvent(Ids.derived("evt_", id + "/" + what), Topics.PAYMENTS, id.value(), cause.at(), event));
    }

    private void record(String action, @Nullable InvoiceState from, @Nullable String evidence, Cause cause) {
        body = body.at(cause.at());
        newEntries.add(InvoiceEntry.of(cause, action, from, body.state(), evidence));
    }

    /** Its owner, and its customer once it is more than a draft. */
    boolean isVisibleTo(String user) {
        return people().contains(user);
    }

    List<String> people() {
        var customer = customer();
        return body.number() == null || customer == null || customer.equals(owner)
                ? List.of(owner)
                : List.of(owner, customer);
    }

    /** Whether it, or one of its credit notes, waits for a number. */
    boolean awaitsNumber() {
        return body.state() == FINALIZING || waitingCredit().isPresent();
    }

    Optional<CreditNote> waitingCredit() {
        return body.creditNotes().stream().filter(note -> !note.isIssued()).findFirst();
    }

    @Nullable
    String customer() {
        return body.content().customer().userId();
    }

    boolean isChanged() {
        return version == 0 || !newEntries.isEmpty() || !body.equals(loaded);
    }

    InvoiceId id() {
        return id;
    }

    String owner() {
        return owner;
    }

    Instant createdAt() {
        return createdAt;
    }

    InvoiceBody body() {
        return body;
    }

    long version() {
        return version;
    }

    List<InvoiceEntry> newEntries() {
        return List.copyOf(newEntries);
    }

    List<OutboxEvent> newEvents() {
        return List.copyOf(newEvents);
    }
}
