package io.aman.payment.invoice;

/** Where an invoice stands; what was credited is told beside it. */
enum InvoiceState {
    /** Its owner still writes it; it has no number. */
    DRAFT,
    /** Frozen, and about to get its number. */
    FINALIZING,
    /** Numbered, immutable, and owed. */
    OPEN,
    PAID,
    /** Numbered, and owed no more. */
    VOID
}
