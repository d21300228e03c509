package io.aman.payment.invoice;

import io.aman.platform.idempotency.ChangedNothing;

/** Every rule of invoices that a caller can break. */
abstract sealed class InvoiceError extends RuntimeException {

    private InvoiceError(String message) {
        super(message);
    }

    /** It does not exist, or may not be seen: nobody may learn which. */
    static final class NotFound extends InvoiceError implements ChangedNothing {
        NotFound() {
            super("There is no such invoice.");
        }
    }

    static final class InvalidContent extends InvoiceError implements ChangedNothing {
        InvalidContent(String message) {
            super(message);
        }
    }

    static final class NotDraft extends InvoiceError implements ChangedNothing {
        NotDraft(InvoiceId id, InvoiceState state) {
            super("Invoice %s is %s; only a DRAFT can be changed or finalized.".formatted(id, state));
        }
    }

    /** The draft is not the one that the caller has read. */
    static final class Changed extends InvoiceError implements ChangedNothing {
        Changed(InvoiceId id) {
            super("Invoice %s was changed since it was read.".formatted(id));
        }
    }

    static final class NotOpen extends InvoiceError implements ChangedNothing {
        NotOpen(InvoiceId id, InvoiceState state) {
            super("Invoice %s is %s; this needs an OPEN one.".formatted(id, state));
        }
    }

    static final class NotCreditable extends InvoiceError implements ChangedNothing {
        NotCreditable(InvoiceId id, InvoiceState state) {
            super("Invoice %s is %s; only OPEN and PAID can be credited.".formatted(id, state));
        }
    }

    static final class CreditExceedsInvoice extends InvoiceError implements ChangedNothing {
        final int line;
        final long remainingThousandths;

        CreditExceedsInvoice(int line, long remainingThousandths) {
            super("Line %d has %d thousandths left to credit.".formatted(line, remainingThousandths));
            this.line = line;
            this.remainingThousandths = remainingThousandths;
        }
    }

    static final class PaymentPending extends InvoiceError implements ChangedNothing {
        PaymentPending(InvoiceId id) {
            super("A payment of invoice %s is under way.".formatted(id));
        }
    }

    /** The payment does not exist, is not captured, or is not the customer's: nobody may learn which. */
    static final class PaymentNotUsable extends InvoiceError implements ChangedNothing {
        PaymentNotUsable() {
            super("There is no captured payment of this customer with that id.");
        }
    }

    static final class TotalMismatch extends InvoiceError implements ChangedNothing {
        final long dueMinor;

        TotalMismatch(long dueMinor) {
            super("The payment is not of exactly the amount and currency that are due.");
            this.dueMinor = dueMinor;
        }
    }

    /** Another invoice was paid with it. */
    static final class PaymentAlreadyUsed extends InvoiceError implements ChangedNothing {
        PaymentAlreadyUsed() {
            super("This payment has paid another invoice.");
        }
    }

    /** Too many others changed it at the same time; the same key may be tried again. */
    static final class Contended extends InvoiceError {
        Contended(String what) {
            super("%s is being changed by many at once.".formatted(what));
        }
    }
}
