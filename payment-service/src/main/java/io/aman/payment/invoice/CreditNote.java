package io.aman.payment.invoice;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes back some or all of an invoice.
 *
 * @param number null until it is allocated
 * @param issuedAt null until then
 */
record CreditNote(
        String id,
        List<Line> lines,
        Totals totals,
        @Nullable String reason,
        Instant askedAt,
        @Nullable String number,
        @Nullable Instant issuedAt) {

    /**
     * A part of an invoice's line.
     *
     * @param line its place, from 1
     */
    record Line(int line, long quantityThousandths, Totals totals) {}

    CreditNote {
        Objects.requireNonNull(id, "id");
        lines = List.copyOf(lines);
    }

    boolean isIssued() {
        return number != null;
    }

    CreditNote issued(String allocated, Instant at) {
        return new CreditNote(id, lines, totals, reason, askedAt, allocated, at);
    }
}
