package io.aman.session.session;

import java.time.Instant;

/** Starts the session of somebody who has just proved who they are, by the policy. */
public final class StartSession {

    private final SessionPolicy policy;
    private final SessionLimit limit;
    private final Sessions sessions;

    StartSession(SessionPolicy policy, SessionLimit limit, Sessions sessions) {
        this.policy = policy;
        this.limit = limit;
        this.sessions = sessions;
    }

    /**
     * Starts a session. Where only so many are allowed and the person has them, it is refused with the problem
     * {@code too-many-sessions}, or takes the place of the oldest one.
     *
     * @param person read before the directory was
     */
    public Session start(Person person, Origin origin, Proof proof, Sessions.SignIn signIn) {
        return start(person, origin, proof, proof.at(), signIn);
    }

    /** The same with a proof of earlier, as a directory remembers one: the session begins now. */
    public Session start(Person person, Origin origin, Proof proof, Instant now, Sessions.SignIn signIn) {
        var session = Session.start(person, origin, proof, now, policy.lifetime());
        limit.admit(session);
        sessions.start(session, signIn);
        return session;
    }
}
