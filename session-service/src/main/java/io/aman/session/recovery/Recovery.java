package io.aman.session.recovery;

import java.time.Instant;

/**
 * A way round somebody's second factors that an administrator has opened.
 *
 * @param version of the person's record: whoever changes it says which they have seen
 * @param availableAt from then on the link counts
 * @param expiresAt from then on it counts no more
 */
record Recovery(String userId, long version, State state, Instant requestedAt, Instant availableAt, Instant expiresAt) {

    enum State {
        WAITING,
        /** The link was used; whatever broke off in between is made good by using it again. */
        COMPLETING,
        COMPLETED,
        CANCELLED
    }

    boolean isOpen(Instant now) {
        return (state == State.WAITING || state == State.COMPLETING) && now.isBefore(expiresAt);
    }

    boolean isAvailable(Instant now) {
        return !now.isBefore(availableAt);
    }
}
