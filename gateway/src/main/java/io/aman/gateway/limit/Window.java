package io.aman.gateway.limit;

import java.util.Arrays;

/**
 * What was let through in the last sixty seconds, in sub-windows of one second.
 *
 * <p>The oldest sub-window is counted whole although part of it may be longer ago: there are never more than the limit in
 * any sixty seconds, wherever they begin, and what was let through stops counting a second late at most.
 */
final class Window {

    static final int SECONDS = 60;

    /** Sixty seconds that begin within a second touch sixty-one of them. */
    private static final int SLOTS = SECONDS + 1;

    private final int[] counts = new int[SLOTS];
    private long newest = Long.MIN_VALUE;
    private int total;

    /** Whether {@code limit} or more count at {@code second}; time never goes back. */
    boolean isFull(int limit, long second) {
        advance(second);
        return total >= limit;
    }

    /** Counts one at the second last asked about. */
    void add() {
        counts[slot(newest)]++;
        total++;
    }

    int total() {
        return total;
    }

    /** Seconds from the one last asked about until fewer than {@code limit} count, where nothing is added: 0 to 61. */
    int secondsUntilRoom(int limit) {
        var left = total;
        for (var age = SECONDS; age >= 0 && left >= limit; age--) {
            left -= counts[slot(newest - age)];
            if (left < limit) {
                return SLOTS - age;
            }
        }
        return 0;
    }

    private void advance(long second) {
        if (second <= newest) {
            return;
        }
        if (newest == Long.MIN_VALUE || second - newest >= SLOTS) {
            if (total > 0) {
                Arrays.fill(counts, 0);
                total = 0;
            }
        } else {
            for (var passed = newest + 1; passed <= second; passed++) {
                var slot = slot(passed);
                total -= counts[slot];
                counts[slot] = 0;
            }
        }
        newest = second;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SLOTS);
    }
}
