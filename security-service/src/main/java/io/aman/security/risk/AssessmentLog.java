package io.aman.security.risk;

import java.time.Instant;
import java.util.List;

/** What was decided. */
@FunctionalInterface
interface AssessmentLog {

    /**
     * Between two times, the oldest first, as many as are asked for.
     *
     * @param to exclusive
     */
    List<Assessment> between(Instant from, Instant to, int most);
}
