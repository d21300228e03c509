package io.aman.security.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes on and that somebody has to look at.
 *
 * @param about what else it concerns than a person or an address, such as a list by its name
 * @param detail of the last occurrence
 * @param count of occurrences
 * @param audit what was done with it, the newest last
 */
record Alert(
        String id,
        String kind,
        Severity severity,
        State state,
        @Nullable String userId,
        @Nullable String address,
        @Nullable String about,
        String detail,
        long count,
        Instant firstAt,
        Instant lastAt,
        @Nullable String assignee,
        @Nullable CloseReason closeReason,
        List<Entry> audit) {

    enum State {
        OPEN,
        ACKNOWLEDGED,
        CLOSED
    }

    /** Why nobody has to look any more. */
    enum CloseReason {
        HANDLED,
        /** It was none: the same is not raised again for a day. */
        FALSE_POSITIVE,
        DUPLICATE
    }

    record Entry(
            Instant at, String what, String by, @Nullable String note) {}

    Alert {
        audit = List.copyOf(audit);
    }
}
