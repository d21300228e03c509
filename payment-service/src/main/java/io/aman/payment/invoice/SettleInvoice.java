package io.aman.payment.invoice;

import io.aman.events.PaymentEvent;
import io.aman.payment.invoice.InvoiceError.NotFound;
import io.aman.payment.invoice.InvoiceError.PaymentNotUsable;
import io.aman.payment.invoice.InvoiceError.PaymentPending;
import io.aman.payment.invoice.InvoicePayments.Standing;
import io.aman.payment.payment.Cause;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what is owed: by a payment, by voiding, by credit notes. */
final class SettleInvoice {

    private static final Logger log = LoggerFactory.getLogger(SettleInvoice.class);

    private final Invoices invoices;
    private final InvoicePayments payments;
    private final NumberInvoices numbering;

    SettleInvoice(Invoices invoices, InvoicePayments payments, NumberInvoices numbering) {
        this.invoices = invoices;
        this.payments = payments;
        this.numbering = numbering;
    }

    /** Links a payment of the customer that was captured by now; it must be of exactly what is due. */
    Invoice payWith(InvoiceId id, String paymentId, Cause cause) {
        var payment = payments.find(paymentId)
                .filter(Standing::whole)
                .filter(captured -> isOfCustomer(id, captured.payer()))
                .orElseThrow(PaymentNotUsable::new);
        requireNothingPendingBut(id, paymentId);
        return invoices.change(id, invoice -> invoice.pay(paymentId, taken(invoice, payment), cause));
    }

    private boolean isOfCustomer(InvoiceId id, String payer) {
        return invoices.find(id)
                .filter(invoice -> payer.equals(invoice.customer()))
                .isPresent();
    }

    /**
     * Starts a payment of what is due, whose capture will pay the invoice; while one of the same payer waits to be
     * confirmed, that one.
     *
     * @param payer who confirms it
     * @param operation the same one starts one payment, however often it is run
     */
    Invoice begin(InvoiceId id, String payer, @Nullable String provider, String operation, Cause cause) {
        var invoice = invoices.find(id).orElseThrow(NotFound::new);
        var begun = Optional.ofNullable(invoice.body().payment()).flatMap(payments::find);
        if (begun.filter(payment -> payment.waiting() && payment.payer().equals(payer))
                .isPresent()) {
            return invoice;
        }
        if (invoice.body().state() != InvoiceState.OPEN || invoice.body().dueMinor() == 0) {
            throw new InvoiceError.NotOpen(id, invoice.body().state());
        }
        var number = Objects.requireNonNull(invoice.body().number());
        var due = invoice.body().content().money(invoice.body().dueMinor());
        var payment = payments.create(payer, due, provider, number, operation, cause);
        requireNothingPendingBut(id, payment.id());
        var awaiting = invoices.change(id, open -> open.await(payment.id(), cause));
        if (payment.whole()) { // taken between a crash and this: its event found nobody waiting
            captured(payment.id(), number, cause);
            return invoices.find(id).orElseThrow(NotFound::new);
        }
        return awaiting;
    }

    /**
     * A payment was captured: it pays the invoice that waits for it. Money that was meant for an invoice and does not
     * pay it as it stands is kept with it, for its owner to see.
     *
     * @param reference the invoice's number, where it was begun for one
     */
    void captured(String paymentId, @Nullable String reference, Cause cause) {
        var waiting = invoices.findByPayment(paymentId);
        var meant = waiting.isPresent() || reference == null ? waiting : invoices.findByNumber(reference);
        if (meant.isEmpty()) {
            return;
        }
        var payment = payments.find(paymentId).orElseThrow();
        if (waiting.isPresent() || isOfItsPeople(meant.get(), payment)) {
            invoices.change(meant.get().id(), invoice -> settle(invoice, payment, cause));
        }
    }

    /** The payments among these that {@link #captured} may have something to do with. */
    Set<String> concerning(List<PaymentEvent.Captured> captures) {
        var ids = captures.stream().map(PaymentEvent.Captured::paymentId).collect(Collectors.toSet());
        var references = captures.stream()
                .map(PaymentEvent.Captured::reference)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var known = invoices.known(ids, references);
        return captures.stream()
                .filter(captured -> known.contains(captured.paymentId())
                        || (captured.reference() != null && known.contains(captured.reference())))
                .map(PaymentEvent.Captured::paymentId)
                .collect(Collectors.toSet());
    }

    /** Anybody may write any reference on a payment. */
    private static boolean isOfItsPeople(Invoice invoice, Standing payment) {
        return invoice.people().contains(payment.payer());
    }

    private static void settle(Invoice invoice, Standing payment, Cause cause) {
        var id = payment.id();
        try {
            if (!id.equals(invoice.body().payment())) {
                invoice.noticeUnfit(id, cause);
            } else {
                invoice.pay(id, taken(invoice, payment), cause);
            }
        } catch (InvoiceError.TotalMismatch | InvoiceError.NotOpen e) {
            log.warn("Payment {} does not pay invoice {}: {}", id, invoice.id(), e.getMessage());
            invoice.noticeUnfit(id, cause);
        }
    }

    Invoice voidIt(InvoiceId id, Cause cause) {
        requireNothingPendingBut(id, null);
        return invoices.change(id, invoice -> invoice.voidIt(cause));
    }

    /**
     * Takes some or all of an invoice back, by a credit note with a number of its own.
     *
     * @param wanted empty for all that is left
     */
    Invoice credit(InvoiceId id, String noteId, List<CreditedLines.Part> wanted, @Nullable String reason, Cause cause) {
        requireNothingPendingBut(id, null);
        invoices.change(id, invoice -> invoice.credit(noteId, wanted, reason, cause));
        return numbering.complete(id, cause);
    }

    /** Nobody may be acting on a payment of an amount that is about to change or to be paid otherwise. */
    private void requireNothingPendingBut(InvoiceId id, @Nullable String paymentId) {
        var invoice = invoices.find(id).orElseThrow(NotFound::new);
        var begun = invoice.body().payment();
        if (invoice.body().state() == InvoiceState.OPEN
                && begun != null
                && !begun.equals(paymentId)
                && payments.find(begun).filter(Standing::untouched).isEmpty()) {
            throw new PaymentPending(id);
        }
    }

    private static @Nullable Long taken(Invoice invoice, Standing payment) {
        return payment.captured().currency().equals(invoice.body().content().currency())
                ? payment.captured().amountMinor()
                : null;
    }
}
