package io.aman.security.lockout;

import java.time.Duration;

/** Whether an attempt may be verified. */
public sealed interface Reservation {

    /** It counts from now on, however it ends. */
    record Granted() implements Reservation {}

    /** @param retryAfter always more than nothing */
    record Denied(Duration retryAfter) implements Reservation {}
}
