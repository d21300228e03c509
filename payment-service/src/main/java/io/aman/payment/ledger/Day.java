package io.aman.payment.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a day's comparison stands.
 *
 * @param closed whether the day and the time in which lines may still appear were over: before that a difference is none
 * @param comparedAt null before the first time
 * @param run of the comparison that the differences are of
 * @param unread providers whose record could not be read, which are not part of the totals
 */
record Day(
        LocalDate date,
        boolean closed,
        @Nullable Instant comparedAt,
        @Nullable String run,
        List<Totals> totals,
        List<Unread> unread,
        int differences) {

    record Unread(String provider, String reason) {}
}
