package io.aman.payment.ledger;

import io.aman.payment.provider.LedgerReader.Line;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A movement of money as we learned of it.
 *
 * @param id the same for the same movement, however often it is told
 */
record BookLine(String id, String provider, String paymentId, Line line) {

    /** In UTC, as all days here. */
    LocalDate day() {
        return line.at().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
