package io.aman.notification.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all entries of a user have in common, in one document: each change of them passes through it, in order.
 *
 * @param last the position of the latest entry
 * @param reads how often all were marked as read; an entry is unread that became so since
 * @param unread how many are
 * @param changes how many changes there were to single entries
 * @param change the latest of those, which its entries may not show yet
 */
record Box(
        String userId,
        long last,
        long reads,
        long unread,
        long changes,
        @Nullable Change change) {

    /** What can be done to an entry. */
    enum Kind {
        READ,
        UNREAD,
        REMOVE
    }

    /**
     * Done to some entries at once.
     *
     * @param number of the change in its box, from 1: an entry takes no change that is older than its latest
     * @param reads the box's at the time
     */
    record Change(long number, long reads, Kind kind, List<String> ids) {}

    static Box empty(String userId) {
        return new Box(userId, 0, 0, 0, 0, null);
    }

    Change next(Kind kind, List<String> ids) {
        return new Change(changes + 1, reads, kind, ids);
    }
}
