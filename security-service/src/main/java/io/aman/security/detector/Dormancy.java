package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A success at an account that nobody used for long. */
final class Dormancy implements Detector {

    private static final Threshold IDLE = Threshold.seconds("idleSeconds", Duration.ofDays(180), Duration.ofDays(390));

    @Override
    public Kind kind() {
        return Kind.DORMANCY;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(IDLE);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var signIn = sight.signIn();
        return sight.returning()
                .flatMap(person -> person.lastVisitBefore(signIn.at()))
                .map(last -> Duration.between(last.at(), signIn.at()))
                .filter(idle -> idle.compareTo(settings.duration(IDLE)) >= 0)
                .flatMap(idle -> Finding.of(idle.toDays() + " days"));
    }
}
