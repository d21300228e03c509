package io.aman.gateway.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * What a quota says of a request.
 *
 * @param state an item of {@code RateLimit} for each quota there is, joined by commas
 * @param retryAfterSeconds where it is refused
 */
public record Verdict(Outcome outcome, String state, long retryAfterSeconds) {

    public enum Outcome {
        ADMITTED,
        /** Nothing is left of the day or the month. */
        EXCEEDED,
        /** It cannot be known whether anything is left. */
        UNKNOWN
    }

    static final Verdict NO_QUOTA = new Verdict(Outcome.ADMITTED, "", 0);

    public boolean isAdmitted() {
        return outcome == Outcome.ADMITTED;
    }

    static long secondsUntil(Instant then, Instant now) {
        return Math.max(1, Duration.between(now, then).plusMillis(999).toSeconds());
    }
}
