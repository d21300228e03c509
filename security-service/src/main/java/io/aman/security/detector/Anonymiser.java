package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** A success from a VPN, a proxy or a data centre; half as grave where the person is known to use it. */
final class Anonymiser implements Detector {

    @Override
    public Kind kind() {
        return Kind.ANONYMISER;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var anonymity = sight.facts().anonymity();
        if (!sight.signIn().succeeded()
                || sight.facts().isAllowed()
                || !(anonymity.isAnonymiser() || anonymity.isHosting())) {
            return Optional.empty();
        }
        var what = anonymity.isHosting() ? "a data centre" : "a VPN or a proxy";
        return sight.isStranger() ? Finding.of(what) : Finding.half(what);
    }
}
