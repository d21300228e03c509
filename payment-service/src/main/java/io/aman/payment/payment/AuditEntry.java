package io.aman.payment.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to a payment; entries are only ever added.
 *
 * @param action what was done, such as {@code CAPTURE_ASKED} or {@code CAPTURE_ANSWERED}
 * @param from the state before; null for the first entry
 * @param to the state after, which may be the same
 * @param reason why, where the action alone does not say it; never what a payer typed
 */
record AuditEntry(
        Instant at,
        String actor,
        String action,
        @Nullable PaymentState from,
        PaymentState to,
        @Nullable String reason,
        @Nullable String address,
        @Nullable String traceId,
        @Nullable String evidence) {

    static AuditEntry of(
            Cause cause, String action, @Nullable PaymentState from, PaymentState to, @Nullable String reason) {
        return new AuditEntry(
                cause.at(),
                cause.actor(),
                action,
                from,
                to,
                reason,
                cause.address(),
                cause.traceId(),
                cause.evidence());
    }
}
