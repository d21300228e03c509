package io.aman.security.risk;

import io.aman.security.detector.SignIn;
import java.time.Instant;
import java.util.List;

/** The sign-ins as they were told, to be gone through again. */
@FunctionalInterface
interface SignInLog {

    /**
     * @param signIns in the order of their times
     * @param until up to which all are there; exclusive
     * @param isMore whether that is before what was asked for
     */
    record Extract(List<SignIn> signIns, Instant until, boolean isMore) {

        public Extract {
            signIns = List.copyOf(signIns);
        }
    }

    /**
     * Reads and changes nothing.
     *
     * @param to exclusive
     * @param atMost so many are read, from the oldest on; a few more where partitions end together
     */
    Extract between(Instant from, Instant to, int atMost);
}
