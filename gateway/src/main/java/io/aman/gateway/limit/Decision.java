package io.aman.gateway.limit;

import io.aman.platform.security.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request. One that is admitted has to be {@linkplain #leave ended}.
 *
 * @param remaining of the sixty seconds, as far as is known
 * @param resetSeconds until the oldest of them counts no more; of a refusal, until it is worth asking again
 */
public record Decision(
        Outcome outcome,
        int remaining,
        int resetSeconds,
        Allowance allowance,
        @Nullable Seat seat) {

    public boolean isAdmitted() {
        return outcome == Outcome.ADMITTED;
    }

    public Limits limits() {
        return allowance.limits();
    }

    /** The value of {@code RateLimit-Policy}. */
    public String policy() {
        return allowance.policy();
    }

    /** The value of {@code RateLimit}. */
    public String state() {
        return outcome == Outcome.BURST
                ? "\"burst\";r=0;t=" + resetSeconds
                : "\"minute\";r=" + remaining + ";t=" + resetSeconds;
    }

    /** The request is over: answered, failed, or nobody waits for it any more. */
    public void leave() {
        if (seat != null) {
            seat.leave();
        }
    }
}
