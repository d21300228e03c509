package io.aman.payment.invoice;

import io.aman.payment.payment.Cause;

/** Gives frozen invoices and credit notes their numbers, and finishes what a crash left unfinished. */
final class NumberInvoices {

    private final Invoices invoices;
    private final InvoiceNumbers numbers;
    private final InvoiceProperties properties;

    NumberInvoices(Invoices invoices, InvoiceNumbers numbers, InvoiceProperties properties) {
        this.invoices = invoices;
        this.numbers = numbers;
        this.properties = properties;
    }

    /** Freezes a draft and numbers it; the same call again ends where the first would have. */
    Invoice finalizeIt(InvoiceId id, Cause cause) {
        invoices.change(id, invoice -> invoice.freeze(cause));
        return complete(id, cause);
    }

    /** Numbers whatever of an invoice waits for a number; may be run again and by many at once. */
    Invoice complete(InvoiceId id, Cause cause) {
        var invoice = invoices.find(id).orElseThrow(InvoiceError.NotFound::new);
        if (invoice.body().state() == InvoiceState.FINALIZING) {
            invoice = number(invoice, cause);
        }
        for (var note = invoice.waitingCredit(); note.isPresent(); note = invoice.waitingCredit()) {
            invoice = number(invoice, note.get(), cause);
        }
        return invoice;
    }

    private Invoice number(Invoice frozen, Cause cause) {
        var id = frozen.id();
        var series = frozen.body().content().series();
        var number = numbers.allocate(
                series,
                id.value(),
                id.value(),
                () -> invoices.find(id)
                        .filter(invoice -> invoice.body().number() == null)
                        .isPresent());
        var issued = invoices.change(
                id, invoice -> number.ifPresent(n -> invoice.issue(properties.number(series, n), cause)));
        numbers.arrived(series, id.value());
        return issued;
    }

    private Invoice number(Invoice credited, CreditNote note, Cause cause) {
        var id = credited.id();
        var series = properties.creditSeries();
        var number = numbers.allocate(
                series,
                note.id(),
                id.value(),
                () -> invoices.find(id)
                        .flatMap(invoice -> invoice.body().creditNote(note.id()))
                        .filter(waiting -> !waiting.isIssued())
                        .isPresent());
        var issued = invoices.change(
                id,
                invoice -> number.ifPresent(n -> invoice.issueCredit(note.id(), properties.number(series, n), cause)));
        numbers.arrived(series, note.id());
        return issued;
    }

    /** Finishes what nobody works on any more. */
    void sweep(int limit, Cause cause) {
        invoices.awaitingNumber(limit).forEach(id -> complete(id, cause));
        for (var pending : numbers.pending()) {
            var invoice = invoices.find(new InvoiceId(pending.invoiceId()));
            if (invoice.isPresent() && !invoice.get().awaitsNumber()) {
                numbers.arrived(pending.series(), pending.holder());
            }
        }
    }
}
