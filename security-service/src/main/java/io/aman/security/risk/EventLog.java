package io.aman.security.risk;

import java.time.Instant;
import java.util.List;

/** What was told of one kind of things, to be gone through again. */
@FunctionalInterface
interface EventLog<T> {

    /**
     * @param all in the order of their times
     * @param until up to which all are there; exclusive
     * @param isMore whether that is before what was asked for
     */
    record Extract<T>(List<T> all, Instant until, boolean isMore) {

        public Extract {
            all = List.copyOf(all);
        }
    }

    /**
     * Reads and changes nothing.
     *
     * @param to exclusive
     * @param atMost so many are read, from the oldest on; a few more where partitions end together
     */
    Extract<T> between(Instant from, Instant to, int atMost);
}
