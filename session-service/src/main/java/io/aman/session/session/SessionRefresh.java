package io.aman.session.session;

import io.aman.events.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Exchanges refresh tokens: each is replaced once, and a late second use ends the session.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, section 4.14.2</a>
 */
public final class SessionRefresh {

    /** How a refresh ended. */
    public sealed interface Outcome {

        /** @param session alive, with the counter of the token to hand out */
        record Granted(Session session) implements Outcome {}

        record Expired() implements Outcome {}

        record Revoked() implements Outcome {}
    }

    private final Sessions sessions;
    private final SessionPolicy policy;

    public SessionRefresh(Sessions sessions, SessionPolicy policy) {
        this.sessions = sessions;
        this.policy = policy;
    }

    /**
     * Carries out what a genuine token with the counter {@code presented} asks for.
     *
     * @param read the session, read after {@code now}: what is issued as of {@code now} is then covered by any
     *     revocation that comes after
     * @param person read after {@code now} as well
     */
    public Outcome refresh(Session read, Person person, long presented, Instant now) {
        // Ends: a lost race has moved the counter past `presented` or ended the session, and neither ever goes back.
        var current = Optional.of(read);
        while (current.isPresent()) {
            var session = current.get();
            switch (session.judge(presented, person, policy, now)) {
                case ROTATE -> {
                    if (sessions.rotate(session.id(), presented, now)) {
                        return new Outcome.Granted(session.rotated(now));
                    }
                }
                case REPEAT -> {
                    return new Outcome.Granted(session);
                }
                case REUSE -> {
                    sessions.end(session.id(), EndReason.REFRESH_REUSE, Actor.system("refresh"));
                    return new Outcome.Revoked();
                }
                case EXPIRED -> {
                    return new Outcome.Expired();
                }
                case ENDED -> {
                    return new Outcome.Revoked();
                }
            }
            current = sessions.find(session.id());
        }
        return new Outcome.Expired();
    }
}
