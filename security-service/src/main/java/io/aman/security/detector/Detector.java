package io.aman.security.detector;

import java.util.Optional;

/** One way to notice something of a sign-in. */
public interface Detector extends Adjustable {

    /** What is to be said of the sign-in; empty where this detector has nothing to say. */
    Optional<Finding> notice(Sight sight, Settings settings);
}
