package io.aman.session.session;

import io.aman.events.ClientFacts;
import io.aman.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in person on one device.
 *
 * @param counter of the refresh token that counts now
 * @param rotatedAt when that token replaced the one before it; null while it is the first
 * @param generation the person's when it began: {@link Person} says which ones are over
 * @param expiresAt the end, whatever happens: no refresh moves it, only its person does
 * @param lastActivity no older than {@link SessionPolicy#ACTIVITY_LAG} while the session is in use
 * @param client nothing is known until it is stored
 * @param proof the latest one
 */
public record Session(
        String id,
        String userId,
        Status status,
        long counter,
        @Nullable Instant rotatedAt,
        long generation,
        Instant createdAt,
        Instant expiresAt,
        Instant lastActivity,
        Origin origin,
        ClientFacts client,
        Proof proof) {

    /** How long a session lives where no policy says otherwise. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** Within this time the replaced token is answered with its successor: tabs refresh at once, answers get lost. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** Whether anything still counts. */
    public enum Status {
        ACTIVE,
        ENDED
    }

    /** What a genuine refresh token means for a session. */
    enum Verdict {
        /** It is the current one: replace it. */
        ROTATE,
        /** It was replaced a moment ago: answer with the current one. */
        REPEAT,
        /** It was replaced long ago: somebody has a copy, and nobody can tell who. */
        REUSE,
        EXPIRED,
        ENDED
    }

    /** A new session with an id of 128 random bits. */
    public static Session start(Person person, Origin origin, Proof proof) {
        return start(person, origin, proof, LIFETIME);
    }

    /** The same with a lifetime of its own. */
    public static Session start(Person person, Origin origin, Proof proof, Duration lifetime) {
        return start(person, origin, proof, proof.at(), lifetime);
    }

    /** The same with a proof of earlier, as a directory remembers one. */
    static Session start(Person person, Origin origin, Proof proof, Instant now, Duration lifetime) {
        var start = now.truncatedTo(ChronoUnit.MILLIS);
        return new Session(
                Ids.random("ses_"),
                person.userId(),
                Status.ACTIVE,
                0,
                null,
                person.generation(),
                start,
                start.plus(lifetime),
                start,
                origin,
                Clients.NOTHING,
                proof);
    }

    /** Whether it counts now, for its person as just read. */
    public boolean isLive(Person person, SessionPolicy policy, Instant now) {
        return !isEnded(person) && !isOver(policy, now);
    }

    /** Whether somebody else acts as the person. */
    boolean isImpersonation() {
        return proof.actor() != null;
    }

    private boolean isEnded(Person person) {
        return status == Status.ENDED || person.covers(this);
    }

    private boolean isOver(SessionPolicy policy, Instant now) {
        return !now.isBefore(expiresAt) || !now.isBefore(policy.idleAt(this));
    }

    Verdict judge(long presented, Person person, SessionPolicy policy, Instant now) {
        if (isEnded(person)) {
            return Verdict.ENDED;
        }
        if (isOver(policy, now)) {
            return Verdict.EXPIRED;
        }
        if (presented == counter) {
            return Verdict.ROTATE;
        }
        var replacedLately = rotatedAt != null && now.isBefore(rotatedAt.plus(GRACE));
        return presented == counter - 1 && replacedLately ? Verdict.REPEAT : Verdict.REUSE;
    }

    /** Whether a genuine refresh token with this counter would be answered now. */
    public boolean accepts(long presented, Person person, SessionPolicy policy, Instant now) {
        return switch (judge(presented, person, policy, now)) {
            case ROTATE, REPEAT -> true;
            case REUSE, EXPIRED, ENDED -> false;
        };
    }

    Session rotated(Instant now) {
        return new Session(
                id, userId, status, counter + 1, now, generation, createdAt, expiresAt, now, origin, client, proof);
    }

    /** The same, with what is known of its client. */
    Session seenAs(ClientFacts facts) {
        return new Session(
                id,
                userId,
                status,
                counter,
                rotatedAt,
                generation,
                createdAt,
                expiresAt,
                lastActivity,
                origin,
                facts,
                proof);
    }
}
