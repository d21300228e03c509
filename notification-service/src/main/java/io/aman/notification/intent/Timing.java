package io.aman.notification.intent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a notice is of use.
 *
 * @param notBefore from when on; null for at once
 * @param until when it is of no use any more; null where it always is
 * @param cancelKey names what it waits for, so that it is dropped when that comes; null where nothing does
 */
record Timing(
        @Nullable Instant notBefore,
        @Nullable Instant until,
        @Nullable String cancelKey) {

    static final Timing AT_ONCE = new Timing(null, null, null);

    static Timing until(Instant until) {
        return new Timing(null, until, null);
    }

    /** At once, and given up for that key. */
    static Timing cancelledBy(String key) {
        return new Timing(null, null, key);
    }

    boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
