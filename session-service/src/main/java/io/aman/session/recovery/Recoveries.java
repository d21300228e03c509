package io.aman.session.recovery;

import io.aman.events.DomainEvent;
import io.aman.events.RecoveryEvent;
import io.aman.platform.Secret;
import io.aman.session.recovery.Recovery.State;
import java.time.Instant;
import java.util.Optional;

/** One recovery a person at most; what is stored of its link is a hash. */
interface Recoveries {

    /** Opens one in the place of whatever there was: an earlier link is void. */
    void open(
            String userId, Secret token, Instant availableAt, Instant expiresAt, RecoveryEvent.RecoveryRequested told);

    Optional<Recovery> of(String userId);

    Optional<Recovery> byToken(Secret token);

    /**
     * Moves it on, unless somebody else did since it was read.
     *
     * @return whether it was as it was read
     */
    boolean move(Recovery from, State to);

    /** The same, telling of it in the same write; with that its link is void. */
    boolean close(Recovery from, State to, DomainEvent told, Instant at);
}
