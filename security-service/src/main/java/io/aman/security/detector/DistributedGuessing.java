package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** Many addresses fail at many accounts which were never used from there; noticed of every stranger meanwhile. */
final class DistributedGuessing implements Detector {

    private static final Threshold ACCOUNTS = Threshold.count("accounts", 40, Crowd.MOST);
    private static final Threshold SHARE = Threshold.percent("strangersPercent", 25);

    @Override
    public Kind kind() {
        return Kind.DISTRIBUTED_GUESSING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ACCOUNTS, SHARE);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var crowd = sight.crowd();
        return !sight.isStranger()
                        || sight.facts().isAllowed()
                        || crowd.strangers().size() < settings.get(ACCOUNTS)
                        || crowd.strangersPercent() < settings.get(SHARE)
                ? Optional.empty()
                : Finding.of("%d accounts, %d %% of a sample"
                        .formatted(crowd.strangers().size(), crowd.strangersPercent()));
    }
}
