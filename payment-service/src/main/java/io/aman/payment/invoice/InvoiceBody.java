package io.aman.payment.invoice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an invoice stands; replaced as a whole, so that a change that is refused halfway has changed nothing.
 *
 * @param number null until it is allocated
 * @param payment the payment that was begun for it, or has paid it
 * @param unfit captured payments that were meant for it and do not pay it: somebody has to give them back
 */
record InvoiceBody(
        InvoiceState state,
        InvoiceContent content,
        @Nullable String number,
        @Nullable Instant issuedAt,
        @Nullable String payment,
        @Nullable Instant paidAt,
        List<CreditNote> creditNotes,
        List<String> unfit,
        Instant updatedAt) {

    InvoiceBody {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(content, "content");
        creditNotes = List.copyOf(creditNotes);
        unfit = List.copyOf(unfit);
    }

    static InvoiceBody draft(InvoiceContent content, Instant at) {
        return new InvoiceBody(InvoiceState.DRAFT, content, null, null, null, null, List.of(), List.of(), at);
    }

    InvoiceBody in(InvoiceState next) {
        return new InvoiceBody(next, content, number, issuedAt, payment, paidAt, creditNotes, unfit, updatedAt);
    }

    InvoiceBody saying(InvoiceContent other) {
        return new InvoiceBody(state, other, number, issuedAt, payment, paidAt, creditNotes, unfit, updatedAt);
    }

    InvoiceBody issued(String allocated, Instant at) {
        return new InvoiceBody(
                InvoiceState.OPEN, content, allocated, at, payment, paidAt, creditNotes, unfit, updatedAt);
    }

    InvoiceBody awaiting(@Nullable String paymentId) {
        return new InvoiceBody(state, content, number, issuedAt, paymentId, paidAt, creditNotes, unfit, updatedAt);
    }

    InvoiceBody paid(String paymentId, Instant at) {
        return new InvoiceBody(
                InvoiceState.PAID, content, number, issuedAt, paymentId, at, creditNotes, unfit, updatedAt);
    }

    InvoiceBody at(Instant at) {
        return new InvoiceBody(state, content, number, issuedAt, payment, paidAt, creditNotes, unfit, at);
    }

    InvoiceBody withUnfit(String paymentId) {
        var more = new ArrayList<>(unfit);
        more.add(paymentId);
        return new InvoiceBody(state, content, number, issuedAt, payment, paidAt, creditNotes, more, updatedAt);
    }

    /** With a credit note, in the place of the one of that id where there is one. */
    InvoiceBody with(CreditNote note) {
        var others = new ArrayList<>(creditNotes);
        others.removeIf(other -> other.id().equals(note.id()));
        others.add(note);
        return new InvoiceBody(state, content, number, issuedAt, payment, paidAt, others, unfit, updatedAt);
    }

    Optional<CreditNote> creditNote(String id) {
        return creditNotes.stream().filter(note -> note.id().equals(id)).findFirst();
    }

    /** What is taken back by now, by credit notes that still wait for their number too. */
    long creditedMinor() {
        return creditNotes.stream().mapToLong(note -> note.totals().total()).sum();
    }

    /** What a payment has to be of. */
    long dueMinor() {
        return content.totals().total() - creditedMinor();
    }

    long creditedThousandths(int line) {
        return creditNotes.stream()
                .flatMap(note -> note.lines().stream())
                .filter(part -> part.line() == line)
                .mapToLong(CreditNote.Line::quantityThousandths)
                .sum();
    }
}
