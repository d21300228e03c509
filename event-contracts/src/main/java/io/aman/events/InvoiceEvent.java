package io.aman.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to an invoice; on {@link Topics#PAYMENTS}, keyed by the invoice's id. */
public sealed interface InvoiceEvent extends DomainEvent {

    String invoiceId();

    /** The number that the invoice bears, such as {@code INV-000001}. */
    String number();

    /** The user who issued it. */
    String owner();

    /** The user it is addressed to, where that is one of ours. */
    @Nullable
    String customer();

    /**
     * It got its number, and nothing in it changes any more.
     *
     * @param total with tax
     */
    @EventType("invoice.finalized.v1")
    record Finalized(
            String invoiceId,
            String number,
            String owner,
            @Nullable String customer,
            Money total,
            Instant at) implements InvoiceEvent {

        public Finalized {
            require(invoiceId, number, owner, at);
            Objects.requireNonNull(total, "total");
        }
    }

    /** @param paid what the payment took: the total less what had been credited before */
    @EventType("invoice.paid.v1")
    record Paid(
            String invoiceId,
            String number,
            String owner,
            @Nullable String customer,
            Money paid,
            String paymentId,
            Instant at)
            implements InvoiceEvent {

        public Paid {
            require(invoiceId, number, owner, at);
            Objects.requireNonNull(paid, "paid");
            Objects.requireNonNull(paymentId, "paymentId");
        }
    }

    /** Nothing is owed any more; the number stays used. */
    @EventType("invoice.voided.v1")
    record Voided(
            String invoiceId,
            String number,
            String owner,
            @Nullable String customer,
            Money total,
            Instant at) implements InvoiceEvent {

        public Voided {
            require(invoiceId, number, owner, at);
            Objects.requireNonNull(total, "total");
        }
    }

    /**
     * A credit note took some or all of it back.
     *
     * @param creditNoteNumber the credit note's own number
     * @param credited what this credit note takes back, with tax
     * @param creditedTotal what all credit notes of the invoice take back
     */
    @EventType("invoice.credited.v1")
    record Credited(
            String invoiceId,
            String number,
            String owner,
            @Nullable String customer,
            String creditNoteId,
            String creditNoteNumber,
            Money credited,
            Money creditedTotal,
            Instant at)
            implements InvoiceEvent {

        public Credited {
            require(invoiceId, number, owner, at);
            Objects.requireNonNull(creditNoteId, "creditNoteId");
            Objects.requireNonNull(creditNoteNumber, "creditNoteNumber");
            Objects.requireNonNull(credited, "credited");
            Objects.requireNonNull(creditedTotal, "creditedTotal");
        }
    }

    private static void require(String invoiceId, String number, String owner, Instant at) {
        Objects.requireNonNull(invoiceId, "invoiceId");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(at, "at");
    }
}
