package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** One operator's network, or data centres, from which somebody fails at many accounts never used from there. */
final class NetworkGuessing implements Detector {

    private static final Threshold ACCOUNTS = Threshold.count("accounts", 40, Crowd.MOST);
    private static final Threshold SHARE = Threshold.percent("strangersPercent", 50);

    @Override
    public Kind kind() {
        return Kind.NETWORK_GUESSING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ACCOUNTS, SHARE);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var neighbours = sight.neighbours();
        return !sight.isStranger()
                        || sight.facts().isAllowed()
                        || neighbours.strangers().size() < settings.get(ACCOUNTS)
                        || neighbours.strangersPercent() < settings.get(SHARE)
                ? Optional.empty()
                : Finding.of("%d accounts from one network, %d %% of a sample"
                        .formatted(neighbours.strangers().size(), neighbours.strangersPercent()));
    }
}
