package io.aman.security.detector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A success behind several failures since the last one. */
final class FailuresThenSuccess implements Detector {

    private static final Threshold FAILURES = Threshold.count("failures", 3, 64);
    private static final Threshold WINDOW =
            Threshold.seconds("windowSeconds", Duration.ofMinutes(60), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.FAILURES_THEN_SUCCESS;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FAILURES, WINDOW);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var signIn = sight.signIn();
        if (sight.profile() == null || !signIn.succeeded()) {
            return Optional.empty();
        }
        var since = sight.profile().lastVisitBefore(signIn.at()).map(Visit::at).orElse(Instant.MIN);
        var failures = sight.profile().failures(signIn.at(), settings.duration(WINDOW)).stream()
                .filter(failure -> failure.at().isAfter(since))
                .count();
        return failures < settings.get(FAILURES) ? Optional.empty() : Finding.of(failures + " failures");
    }
}
