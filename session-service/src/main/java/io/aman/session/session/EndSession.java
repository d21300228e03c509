package io.aman.session.session;

import io.aman.events.SessionEvent;
import io.aman.platform.security.Caller;
import io.aman.session.session.SessionError.NotFound;
import java.time.Clock;

/** Ends sessions of the caller; an administrator's may be anybody's. */
final class EndSession {

    /** What it takes to end a session that is somebody else's. */
    static final String ANYBODYS = "session.admin";

    private final Sessions sessions;
    private final OwnSession own;
    private final People people;
    private final Clock clock;

    EndSession(Sessions sessions, OwnSession own, People people, Clock clock) {
        this.sessions = sessions;
        this.own = own;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Ends one; that it has ended already is no error. Another one than that they call from takes a fresh sign-in.
     *
     * @throws NotFound when there is none, or when it is somebody else's, who is told nothing while the trail is
     */
    void end(String sessionId, Caller caller) {
        var session = sessions.find(sessionId).orElseThrow(NotFound::new);
        if (!session.userId().equals(caller.userId())) {
            if (!caller.permits(ANYBODYS)) {
                people.tell(
                        caller.userId(), new SessionEvent.AccessRefused(sessionId, caller.userId(), caller.actor()));
                throw new NotFound();
            }
        }
        if (!sessionId.equals(caller.sessionId())) {
            caller.requireFreshSignIn(clock.instant());
        }
        sessions.end(sessionId, EndReason.TERMINATED, caller.actor());
    }

    /** Ends all of the caller's but the one they call from, which must be alive for that. */
    void endOthers(Caller caller) {
        people.endOthers(own.of(caller), EndReason.TERMINATED, caller.actor());
    }

    /** Ends all of the caller's, the one they call from too. */
    void endAll(Caller caller) {
        people.endAll(caller.userId(), EndReason.TERMINATED, caller.actor());
    }
}
