package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** Two sign-ins too far apart for the time between them; half as grave where the country is known of the person. */
final class ImpossibleTravel implements Detector {

    private static final Threshold SPEED = Threshold.count("maxKmPerHour", 1000, 40_000);
    private static final Threshold DISTANCE = Threshold.count("minKm", 100, 20_000);
    private static final Threshold ACCURACY = Threshold.count("maxAccuracyKm", 200, 5_000);

    @Override
    public Kind kind() {
        return Kind.IMPOSSIBLE_TRAVEL;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SPEED, DISTANCE, ACCURACY);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var here = Visit.of(sight.signIn(), sight.facts());
        var rule = rule(settings);
        return sight.returning()
                .flatMap(person -> Travel.neighbours(person, here)
                        .filter(there -> rule.verdict(there, here) == Travel.Verdict.IMPOSSIBLE)
                        .findFirst()
                        .flatMap(there -> Travel.weighed(person, here, rule.text(there, here))));
    }

    static Travel rule(Settings settings) {
        return new Travel(settings.get(SPEED), settings.get(DISTANCE), settings.get(ACCURACY));
    }
}
