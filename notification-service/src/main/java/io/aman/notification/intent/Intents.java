package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored intents. An open one has not been addressed yet, or nobody has noted that it was. */
interface Intents {

    /**
     * Adds open intents.
     *
     * @param sweepAt when the sweep takes them up, unless somebody has closed them
     * @return those that were added: of the others' ids there is one, open or not
     */
    List<Intent> add(List<Intent> all, Instant sweepAt);

    Optional<Intent> findOpen(String id);

    /** Open ones for a user. */
    List<Intent> openOf(String userId, int limit);

    /** Open ones that the sweep shall take up, longest due first. */
    List<Intent> due(Instant now, int limit);

    /** Those of the ids that are there, in the order of when they happened. */
    List<Intent> all(Collection<String> ids);

    /**
     * Stores routes that were just chosen.
     *
     * @return false when it is closed, or one of the media has a route already: nothing is stored then
     */
    boolean route(Intent intent, Map<Medium, Route> fresh);

    /** Takes those routes back, each where it is still the one. */
    void unroute(Intent intent, Map<Medium, Route> routes);

    /** Counts a try in vain. */
    void postpone(Intent intent, Instant until);

    /** As {@link #postpone}, where nothing was in vain. */
    void hold(Intent intent, Instant until);

    /** Lets the sweep take up all that is open for a user. */
    void wake(String userId, Instant now);

    void close(List<Intent> all, Instant now);

    /** Closes the open ones that wait for these keys; what has gone out of them stays. */
    void cancel(Collection<String> cancelKeys, Instant now);

    /** Those that wait: for their recipient to become known, for their time, or for another try. */
    long countOpen();

    /** @return how many were closed before {@code then} and are removed */
    long removeClosedBefore(Instant then);
}
