package io.aman.session.password;

import java.time.Duration;
import java.time.Instant;

/** Who does what one instance is enough for. */
@FunctionalInterface
interface SweepLease {

    /** @return whether it is this instance's for that long; nobody else's then */
    boolean take(Instant now, Duration time);
}
