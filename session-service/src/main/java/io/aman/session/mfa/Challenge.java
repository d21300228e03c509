package io.aman.session.mfa;

import java.time.Instant;

/**
 * One request for a second factor: it is good for one success and five tries, until its time is over.
 *
 * @param id what the client sends back with its answer; made by {@link Challenges} alone
 */
public record Challenge(String id, String userId, Purpose purpose, Instant until) {

    /** The same for one challenge and never of another; short enough to be stored. */
    public String key() {
        return id.substring(0, Challenges.KEY_LENGTH);
    }
}
