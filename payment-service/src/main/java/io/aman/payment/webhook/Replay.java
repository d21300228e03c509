package io.aman.payment.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored notices run against today's code.
 *
 * @param dryRun whether nothing is written but what would change
 * @param place up to where it has come; null at the beginning
 * @param finishedAt null while it is running
 */
record Replay(
        String id,
        Selection selection,
        boolean dryRun,
        String requestedBy,
        Instant createdAt,
        Counts counts,
        @Nullable Place place,
        @Nullable Instant finishedAt) {

    /**
     * What came of the notices.
     *
     * @param read all that were looked at
     * @param same nothing changes
     * @param differing something is read otherwise, or changes the payment
     * @param failed it could not be told
     */
    record Counts(long read, long same, long differing, long failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        static Counts of(List<ReplayRow> rows) {
            var differing = rows.stream()
                    .filter(row -> row.result() == ReplayRow.Result.DIFFERS)
                    .count();
            var same = rows.stream()
                    .filter(row -> row.result() == ReplayRow.Result.SAME)
                    .count();
            return new Counts(rows.size(), same, differing, rows.size() - same - differing);
        }
    }
}
