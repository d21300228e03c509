package io.aman.security.risk;

import io.aman.security.detector.Purchase;
import io.aman.security.detector.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision and all it was made of.
 *
 * @param id follows from the attempt: asking again gets the same answer
 * @param signals also those that were only watched
 * @param purchase what was to be paid, or of which payment how much was to be given back; null of a sign-in
 */
record Assessment(
        String id,
        String purpose,
        @Nullable String userId,
        String address,
        Instant at,
        List<Signal> signals,
        RiskScore score,
        @Nullable Purchase purchase) {

    Assessment {
        signals = List.copyOf(signals);
    }
}
