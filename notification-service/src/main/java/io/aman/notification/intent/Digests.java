package io.aman.notification.intent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored digests, a document each: open while its window is, then closed and told, then done. */
interface Digests {

    /** Opens one; changes nothing where it is there already. */
    void open(Digest digest);

    /**
     * Puts an intent into a digest that was opened; again, it changes nothing.
     *
     * @return false when it is closed without it: it tells of that intent never
     */
    boolean collect(String digestId, String intentId);

    /** Those to be told, longest due first. */
    List<Digest> due(Instant now, int limit);

    /** Nothing gets into it any more. Returns all that did; empty when it is done. */
    Optional<Digest> close(String digestId, Instant now);

    void postpone(Digest digest, Instant until);

    void done(Digest digest, Instant now);

    /** @return how many were done before {@code then} and are removed */
    long removeDoneBefore(Instant then);
}
