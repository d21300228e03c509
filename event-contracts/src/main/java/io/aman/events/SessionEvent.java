package io.aman.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life of a session; on {@link Topics#SESSIONS}, keyed by the user's id. */
public sealed interface SessionEvent extends DomainEvent {

    String sessionId();

    String userId();

    @EventType("session.started.v1")
    record Started(
            String sessionId,
            String userId,
            String address,
            @Nullable String userAgent,
            Instant expiresAt) implements SessionEvent {

        public Started {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** @param reason {@code logout}, {@code refresh-reuse} or {@code user-disabled} */
    @EventType("session.ended.v1")
    record Ended(String sessionId, String userId, String reason) implements SessionEvent {

        public Ended {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
