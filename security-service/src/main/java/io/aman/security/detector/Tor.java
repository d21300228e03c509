package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** A success through Tor. */
final class Tor implements Detector {

    @Override
    public Kind kind() {
        return Kind.TOR;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var facts = sight.facts();
        return sight.signIn().succeeded() && facts.isTorExit() && !facts.isAllowed()
                ? Finding.of("a Tor exit")
                : Optional.empty();
    }
}
