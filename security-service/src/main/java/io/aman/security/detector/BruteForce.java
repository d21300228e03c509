package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Many failures at one account, from however many addresses. */
final class BruteForce implements Detector {

    private static final Threshold FAILURES = Threshold.count("failures", 10, 64);
    private static final Threshold WINDOW =
            Threshold.seconds("windowSeconds", Duration.ofMinutes(15), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.BRUTE_FORCE;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FAILURES, WINDOW);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var signIn = sight.signIn();
        if (sight.profile() == null || signIn.succeeded()) {
            return Optional.empty();
        }
        var before = sight.profile().failures(signIn.at(), settings.duration(WINDOW));
        var addresses = Stream.concat(before.stream().map(Profile.Failure::source), Stream.of(signIn.source()))
                .distinct()
                .count();
        return before.size() + 1 < settings.get(FAILURES)
                ? Optional.empty()
                : Finding.of("%d failures from %d addresses".formatted(before.size() + 1, addresses));
    }
}
