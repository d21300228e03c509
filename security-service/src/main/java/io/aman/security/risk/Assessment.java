package io.aman.security.risk;

import io.aman.security.detector.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision and all it was made of.
 *
 * @param id follows from the attempt: asking again gets the same answer
 * @param signals also those that were only watched
 */
record Assessment(
        String id,
        String purpose,
        @Nullable String userId,
        String address,
        Instant at,
        List<Signal> signals,
        RiskScore score) {

    Assessment {
        signals = List.copyOf(signals);
    }
}
