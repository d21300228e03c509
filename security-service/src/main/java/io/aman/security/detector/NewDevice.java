package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A browser on a system in a network from which the person did not sign in lately, without proof of a trusted device. */
final class NewDevice implements Detector {

    private static final Threshold MEMORY =
            Threshold.seconds("memorySeconds", Duration.ofDays(30), Duration.ofDays(365));

    @Override
    public Kind kind() {
        return Kind.NEW_DEVICE;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MEMORY);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var signIn = sight.signIn();
        var device = signIn.device() + "|" + signIn.network();
        return sight.returning()
                .filter(_ -> !signIn.isDeviceKnown())
                .filter(person -> !person.knows(Profile.Trait.DEVICE, device, signIn.at(), settings.duration(MEMORY)))
                .flatMap(_ -> Finding.of(signIn.device()));
    }
}
