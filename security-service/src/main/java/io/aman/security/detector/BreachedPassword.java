package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** A success with a password that is on a list of stolen ones. */
final class BreachedPassword implements Detector {

    @Override
    public Kind kind() {
        return Kind.BREACHED_PASSWORD;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        return sight.signIn().succeeded() && sight.signIn().isPasswordBreached()
                ? Finding.of("on a list")
                : Optional.empty();
    }
}
