package io.aman.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every gateway must know at once; on {@link Topics#REVOCATIONS}. Each is dropped when no token can be alive any
 * more that it speaks of: {@code forgetAfter}.
 */
public sealed interface RevocationEvent extends DomainEvent {

    /** No token of this session counts any more; keyed {@code sid:<id>}. */
    @EventType("revocation.session.v1")
    record Session(String sessionId, Instant forgetAfter) implements RevocationEvent {

        public Session {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(forgetAfter, "forgetAfter");
        }
    }

    /**
     * No token of this user counts whose session is of a lower generation; keyed {@code user:<id>}.
     *
     * @param sparedSessionId the one session whose tokens go on nevertheless
     */
    @EventType("revocation.user.v1")
    record User(String userId, long minGeneration, @Nullable String sparedSessionId, Instant forgetAfter)
            implements RevocationEvent {

        public User {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(forgetAfter, "forgetAfter");
        }
    }

    /** Tokens of this user with older permissions are to be refreshed; keyed {@code permissions:<id>}. */
    @EventType("revocation.permissions.v1")
    record Permissions(String userId, long minVersion, Instant forgetAfter) implements RevocationEvent {

        public Permissions {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(forgetAfter, "forgetAfter");
        }
    }

    /** Every token that was made from older roles is to be refreshed; keyed {@code roles}. */
    @EventType("revocation.roles.v1")
    record Roles(long minVersion, Instant forgetAfter) implements RevocationEvent {

        public Roles {
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
