package io.aman.local.mongo;

import java.util.List;

/**
 * A way to a query's candidates that reads less than all documents.
 *
 * @param runs positions; each run is in the wanted order where {@code isSorted}
 * @param isSorted whether reading can end when enough is found
 * @param mayRepeat whether a position may come up twice
 * @param worth greater for ways that read less, as a guess
 */
record Walk(List<Iterable<Object>> runs, boolean isSorted, boolean mayRepeat, int worth) {

    private static final int POINT = 4;
    private static final int SORTED = 2;
    private static final int RANGE = 1;

    /** @param points how many fields are fixed */
    static int worth(int points, boolean isSorted, boolean isRange) {
        return points * POINT + (isSorted ? SORTED : 0) + (isRange ? RANGE : 0);
    }
}
