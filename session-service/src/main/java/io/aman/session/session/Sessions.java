package io.aman.session.session;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session records. */
public interface Sessions {

    /**
     * The sign-in that a session comes from.
     *
     * @param attemptId the attempt that was allowed
     * @param accountKey a keyed hash of the address that was typed
     * @param deviceKey names the device where its owner signed in there before
     * @param risk who decided that they may get in; null where nobody had to
     */
    record SignIn(
            String attemptId,
            String accountKey,
            @Nullable String deviceKey,
            @Nullable String risk) {

        public SignIn(String attemptId, String accountKey) {
            this(attemptId, accountKey, null, null);
        }

        /** The same, with who decided. */
        public SignIn decidedBy(@Nullable String who) {
            return new SignIn(attemptId, accountKey, deviceKey, who);
        }
    }

    /** Stores a new session together with the events that tell of it and of the sign-in. */
    void start(Session session, SignIn signIn);

    /** Stores a session that no sign-in stands behind, together with what tells of it. */
    void start(Session session, AccessEvent.UserImpersonated told);

    Optional<Session> find(String sessionId);

    /**
     * Replaces the refresh token, if the session is alive and {@code presented} still is the current counter.
     *
     * @return whether it was
     */
    boolean rotate(String sessionId, long presented, Instant now);

    /**
     * Ends the session, unless it has ended, and revokes it at every gateway. From here on no refresh wins.
     *
     * @param by who ends it
     * @return whether it was alive
     */
    boolean end(String sessionId, EndReason reason, Actor by);

    /**
     * Notes that the person has proved once more who they are; a session that is over stays over.
     *
     * @param proof says nothing of an actor or of the directory's session: those stay as they are
     * @param signIn the attempt, told to have succeeded: it counts against nobody
     * @return whether it had not ended
     */
    boolean reauthenticate(String sessionId, Proof proof, SignIn signIn, Actor by);

    /**
     * Moves the end of the session from {@code from} to {@code to}.
     *
     * @return whether it had not ended and its end was {@code from}
     */
    boolean extend(String sessionId, Instant from, Instant to, Actor by);

    /** Those of the person whose records do not say that they are over; all may have ended with {@link People#endAll}. */
    List<Session> notEndedOf(String userId);

    /** Those that have not ended in which this person acts as somebody else. */
    List<Session> actedIn(String actorId);

    /** Those that have not ended of the directory's session {@code identitySession}. */
    List<Session> vouchedForBy(String identitySession);
}
