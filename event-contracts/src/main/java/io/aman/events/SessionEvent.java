package io.aman.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life of sessions; on {@link Topics#SESSIONS}, keyed by the user's id. */
public sealed interface SessionEvent extends DomainEvent {

    String userId();

    /** @param by somebody else, where this person is impersonated */
    @EventType("session.started.v1")
    record Started(
            String sessionId,
            String userId,
            String address,
            @Nullable String userAgent,
            Instant expiresAt,
            @Nullable ClientFacts client,
            @Nullable Actor by)
            implements SessionEvent {

        public Started {
            require(userId, sessionId);
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * @param reason {@code logout}, {@code terminated}, {@code refresh-reuse}, {@code user-disabled}, {@code replaced} by
     *     a newer one where only so many are allowed, {@code revoked} by a client,
     *     {@code password-changed}, or {@code identity-logout}
     */
    @EventType("session.ended.v1")
    record Ended(
            String sessionId,
            String userId,
            String reason,
            @Nullable Actor by) implements SessionEvent {

        public Ended {
            require(userId, sessionId);
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Every session of a lower generation is over.
     *
     * @param sparedSessionId the one that goes on nevertheless
     */
    @EventType("session.all-ended.v1")
    record AllEnded(
            String userId, long minGeneration, @Nullable String sparedSessionId, String reason, Actor by)
            implements SessionEvent {

        public AllEnded {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(by, "by");
        }
    }

    @EventType("session.extended.v1")
    record Extended(String sessionId, String userId, Instant expiresAt, Actor by) implements SessionEvent {

        public Extended {
            require(userId, sessionId);
            Objects.requireNonNull(expiresAt, "expiresAt");
            Objects.requireNonNull(by, "by");
        }
    }

    /** The person has proved once more who they are. */
    @EventType("session.reauthenticated.v1")
    record Reauthenticated(String sessionId, String userId, Actor by) implements SessionEvent {

        public Reauthenticated {
            require(userId, sessionId);
            Objects.requireNonNull(by, "by");
        }
    }

    /** Somebody asked for a session that is none of theirs; {@code userId} is who asked. */
    @EventType("session.access-refused.v1")
    record AccessRefused(String sessionId, String userId, Actor by) implements SessionEvent {

        public AccessRefused {
            require(userId, sessionId);
            Objects.requireNonNull(by, "by");
        }
    }

    private static void require(String userId, String sessionId) {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(sessionId, "sessionId");
    }
}
