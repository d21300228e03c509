package io.aman.session.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions live, and how many of them a person may have.
 *
 * @param idle without activity for so long, and {@link #ACTIVITY_LAG}, a session is over
 * @param lifetime how long a session lives, whatever happens
 * @param maxLifetime how long it lives at most where its person extends it
 * @param warnBefore how long before its end the client is to say so
 * @param maxSessions how many a person may have at once; 0 for any number
 * @param whenFull what becomes of a sign-in beyond that
 */
public record SessionPolicy(
        Duration idle,
        Duration lifetime,
        Duration maxLifetime,
        Duration warnBefore,
        int maxSessions,
        WhenFull whenFull) {

    /** How old the last activity on record may be while the session is in use. */
    static final Duration ACTIVITY_LAG = Duration.ofSeconds(30);

    /** What becomes of a sign-in when a person has as many sessions as they may have. */
    public enum WhenFull {
        REFUSE,
        END_OLDEST
    }

    /**
     * When a session is over unless something happens.
     *
     * @param expiresAt whatever happens
     * @param idleAt without any activity
     * @param warnAt when the client is to say that the earlier of both is near
     */
    public record Deadlines(Instant expiresAt, Instant idleAt, Instant warnAt) {}

    public Deadlines deadlines(Session session) {
        var idleAt = idleAt(session);
        var first = idleAt.isBefore(session.expiresAt()) ? idleAt : session.expiresAt();
        return new Deadlines(session.expiresAt(), idleAt, first.minus(warnBefore));
    }

    Instant idleAt(Session session) {
        return session.lastActivity().plus(idle).plus(ACTIVITY_LAG);
    }

    /** A session is idle whose last activity was not after this. */
    Instant idleSince(Instant now) {
        return now.minus(idle).minus(ACTIVITY_LAG);
    }
}
