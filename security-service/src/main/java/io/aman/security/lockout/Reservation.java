package io.aman.security.lockout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether an attempt may be verified. */
public sealed interface Reservation {

    /**
     * It counts from now on, however it ends.
     *
     * @param lockedUntil until when the account is locked, where this was its last attempt; unless it succeeds
     */
    record Granted(@Nullable Instant lockedUntil) implements Reservation {}

    /**
     * @param retryAfter always more than nothing
     * @param lockedUntil until when the account is locked, where it is
     */
    record Denied(Duration retryAfter, @Nullable Instant lockedUntil) implements Reservation {

        public Denied(Duration retryAfter) {
            this(retryAfter, null);
        }
    }

    /** Not before a challenge is solved; nothing was counted. */
    record ChallengeDue() implements Reservation {}
}
