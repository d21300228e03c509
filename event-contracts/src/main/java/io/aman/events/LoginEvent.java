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

    /**
     * @param deviceKey names the device where it proved that its owner signed in there before; a keyed hash
     * @param risk who decided that they may get in: {@value #ASSESSED} where security-service said so in time, {@value
     *     #LOCAL} where the stricter rule of session-service did; null where nobody had to
     */
    @EventType("login.succeeded.v1")
    record Succeeded(
            String attemptId,
            String accountKey,
            String userId,
            String sessionId,
            String address,
            @Nullable String userAgent,
            Instant at,
            @Nullable ClientFacts client,
            @Nullable String deviceKey,
            @Nullable String risk)
            implements LoginEvent {

        public static final String ASSESSED = "assessed";
        public static final String LOCAL = "local";

        /** From no device that was known before, with nobody asked. */
        public Succeeded(
                String attemptId,
                String accountKey,
                String userId,
                String sessionId,
                String address,
                @Nullable String userAgent,
                Instant at,
                @Nullable ClientFacts client) {
            this(attemptId, accountKey, userId, sessionId, address, userAgent, at, client, null, null);
        }

        public Succeeded {
            require(attemptId, accountKey, address, at);
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(sessionId, "sessionId");
        }
    }

    /**
     * @param userId the account that was meant, where one exists
     * @param reason {@code bad-credentials}, {@code unknown-user}, {@code disabled}, {@code locked}, {@code bad-factor},
     *     {@code risk} or {@code reset-required}
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
