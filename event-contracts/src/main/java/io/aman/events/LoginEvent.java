package io.aman.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a sign-in attempt ended; on {@link Topics#LOGINS}, keyed by the account key. */
public sealed interface LoginEvent extends DomainEvent {

    /** The attempt that security-service allowed, or one made up where it could not be asked. */
    String attemptId();

    /** A keyed hash of the identifier that was typed; the identifier itself may be a mistyped password. */
    String accountKey();

    /** The client's address as the gateway saw it. */
    String address();

    Instant at();

    @EventType("login.succeeded.v1")
    record Succeeded(
            String attemptId,
            String accountKey,
            String userId,
            String sessionId,
            String address,
            @Nullable String userAgent,
            Instant at,
            @Nullable ClientFacts client)
            implements LoginEvent {

        public Succeeded {
            require(attemptId, accountKey, address, at);
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(sessionId, "sessionId");
        }
    }

    /**
     * @param userId the account that was meant, where one exists
     * @param reason {@code bad-credentials}, {@code unknown-user}, {@code disabled} or {@code locked}
     * @param passwordTag 20 bits, as five hexadecimal digits, of a keyed hash of the password that was tried, by a key of
     *     the day: tells whether many tried the same, and no more; null where none was verified
     */
    @EventType("login.failed.v1")
    record Failed(
            String attemptId,
            String accountKey,
            @Nullable String userId,
            String reason,
            String address,
            @Nullable String userAgent,
            Instant at,
            @Nullable String passwordTag)
            implements LoginEvent {

        public Failed {
            require(attemptId, accountKey, address, at);
            Objects.requireNonNull(reason, "reason");
        }

        /** One of which no password is known. */
        public Failed(
                String attemptId,
                String accountKey,
                @Nullable String userId,
                String reason,
                String address,
                @Nullable String userAgent,
                Instant at) {
            this(attemptId, accountKey, userId, reason, address, userAgent, at, null);
        }
    }

    private static void require(String attemptId, String accountKey, String address, Instant at) {
        Objects.requireNonNull(attemptId, "attemptId");
        Objects.requireNonNull(accountKey, "accountKey");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(at, "at");
    }
}
