package io.aman.security.detector;

import java.util.Optional;

/**
 * What a detector noticed.
 *
 * @param detail in figures, for whoever looks into it; no secret and no name
 * @param share of the detector's weight that it deserves, above 0 and at most 1
 */
public record Finding(String detail, double share) {

    static Optional<Finding> of(String detail) {
        return Optional.of(new Finding(detail, 1));
    }

    Signal signal(Kind kind, Settings set) {
        return new Signal(kind, detail, share, set.mode() == Mode.ACT);
    }

    static Optional<Finding> half(String detail) {
        return Optional.of(new Finding(detail, 0.5));
    }
}
