package io.aman.payment.invoice;

import io.aman.payment.payment.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to an invoice; entries are only ever added.
 *
 * @param from the state before; null for the first entry
 * @param evidence the event or payment that led to it, where there is one
 */
record InvoiceEntry(
        Instant at,
        String actor,
        String action,
        @Nullable InvoiceState from,
        InvoiceState to,
        @Nullable String address,
        @Nullable String traceId,
        @Nullable String evidence) {

    static InvoiceEntry of(
            Cause cause, String action, @Nullable InvoiceState from, InvoiceState to, @Nullable String evidence) {
        return new InvoiceEntry(
                cause.at(),
                cause.actor(),
                action,
                from,
                to,
                cause.address(),
                cause.traceId(),
                evidence == null ? cause.evidence() : evidence);
    }
}
