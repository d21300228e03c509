package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/** What every gateway must know at once; on {@link Topics#REVOCATIONS}. */
public sealed interface RevocationEvent extends DomainEvent {

    /**
     * No token of this session counts any more; keyed {@code sid:<id>}.
     *
     * @param forgetAfter when no token of the session can be alive any more, so that the entry may be dropped
     */
    @EventType("revocation.session.v1")
    record Session(String sessionId, Instant forgetAfter) implements RevocationEvent {

        public Session {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(forgetAfter, "forgetAfter");
        }
    }

    /** The topic is alive as of {@code at}; keyed {@code heartbeat}. */
    @EventType("revocation.heartbeat.v1")
    record Heartbeat(Instant at) implements RevocationEvent {

        public Heartbeat {
            Objects.requireNonNull(at, "at");
        }
    }
}
