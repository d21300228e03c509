package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** One way to notice something. */
public interface Detector {

    Kind kind();

    /** What it notices as it is delivered. */
    default Mode usualMode() {
        return Mode.ACT;
    }

    List<Threshold> thresholds();

    /** What is to be said of the sign-in; empty where this detector has nothing to say. */
    Optional<Finding> notice(Sight sight, Settings settings);
}
