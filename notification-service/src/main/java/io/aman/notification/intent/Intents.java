package io.aman.notification.intent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored intents. An open one has not been addressed yet, or nobody has noted that it was. */
interface Intents {

    /**
     * Adds an open intent.
     *
     * @param sweepAt when the sweep takes it up, unless somebody has closed it
     * @return false when there is one of that id, open or not
     */
    boolean add(Intent intent, Instant sweepAt);

    Optional<Intent> findOpen(String id);

    /** Open ones for a user. */
    List<Intent> openOf(String userId, int limit);

    /** Open ones that the sweep shall take up, longest due first. */
    List<Intent> due(Instant now, int limit);

    void postpone(Intent intent, Instant until);

    void close(Intent intent, Instant now);

    long countOpen();
}
