package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A country from which the person did not sign in lately; nothing is said where the address hides the place. */
final class NewCountry implements Detector {

    private static final Threshold MEMORY =
            Threshold.seconds("memorySeconds", Duration.ofDays(90), Duration.ofDays(365));

    @Override
    public Kind kind() {
        return Kind.NEW_COUNTRY;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MEMORY);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var country = sight.facts().place().country();
        if (country == null || sight.facts().hidesPlace()) {
            return Optional.empty();
        }
        var at = sight.signIn().at();
        return sight.returning()
                .filter(person -> person.knowsAny(Profile.Trait.COUNTRY))
                .filter(person -> !person.knows(Profile.Trait.COUNTRY, country, at, settings.duration(MEMORY)))
                .flatMap(_ -> Finding.of(country));
    }
}
