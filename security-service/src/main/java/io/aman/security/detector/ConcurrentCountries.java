package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sign-ins from two countries at about the same time; half as grave where both are known of the person. */
final class ConcurrentCountries implements Detector {

    private static final Threshold OVERLAP =
            Threshold.seconds("overlapSeconds", Duration.ofMinutes(10), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.CONCURRENT_COUNTRIES;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OVERLAP);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var here = Visit.of(sight.signIn(), sight.facts());
        var overlap = settings.duration(OVERLAP);
        return sight.returning()
                .flatMap(person -> Travel.neighbours(person, here)
                        .filter(there -> isElsewhere(here, there)
                                && Duration.between(there.at(), here.at()).abs().compareTo(overlap) <= 0)
                        .findFirst()
                        .flatMap(there -> Travel.weighed(person, here, there.country() + " and " + here.country())));
    }

    private static boolean isElsewhere(Visit here, Visit there) {
        return here.country() != null
                && there.country() != null
                && !here.hidesPlace()
                && !there.hidesPlace()
                && !here.country().equals(there.country());
    }
}
