package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/** That sessions are in use; on {@link Topics#ACTIVITY}, keyed by the session's id. */
public sealed interface ActivityEvent extends DomainEvent {

    /**
     * A gateway let requests of this session through.
     *
     * @param at of the latest
     * @param requests since the last event of this session from this gateway
     * @param address the client's, of the latest
     */
    @EventType("session.active.v1")
    record Active(String sessionId, Instant at, long requests, String address) implements ActivityEvent {

        public Active {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(address, "address");
        }
    }
}
