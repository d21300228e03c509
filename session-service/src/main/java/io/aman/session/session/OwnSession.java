package io.aman.session.session;

import io.aman.platform.security.Caller;
import io.aman.session.session.Session.Verdict;
import io.aman.session.session.SessionError.Expired;
import io.aman.session.session.SessionError.Revoked;
import java.time.Clock;

/** The session that a caller's token belongs to; the token may outlive it by minutes. */
final class OwnSession {

    private final Sessions sessions;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    OwnSession(Sessions sessions, People people, SessionPolicy policy, Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Reads it as it is now.
     *
     * @throws Expired when it has run out
     * @throws Revoked when it was ended
     */
    Session of(Caller caller) {
        var session = sessions.find(caller.sessionId()).orElseThrow(Expired::new);
        var verdict = session.judge(session.counter(), people.of(session.userId()), policy, clock.instant());
        if (verdict == Verdict.ENDED) {
            throw new Revoked();
        }
        if (verdict == Verdict.EXPIRED) {
            throw new Expired();
        }
        return session;
    }
}
