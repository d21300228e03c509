package io.aman.session.session;

import java.time.Instant;
import java.util.Map;

/** Notes that sessions are in use. */
interface SessionActivity {

    /**
     * When a session was in use.
     *
     * @param first of what was heard of together; the session must have been alive then to count
     */
    record Span(Instant first, Instant last) {

        Span plus(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    /** In any order and any number of times; no session that is over comes back by it. */
    void note(Map<String, Span> seen);
}
