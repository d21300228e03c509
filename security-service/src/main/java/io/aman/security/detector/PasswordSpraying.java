package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** One wrong password tried at many accounts which were never used from there, from however many addresses. */
final class PasswordSpraying implements Detector {

    private static final Threshold ACCOUNTS = Threshold.count("accounts", 20, Crowd.MOST);

    @Override
    public Kind kind() {
        return Kind.PASSWORD_SPRAYING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ACCOUNTS);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var accounts = sight.sharers().strangers().size();
        return !sight.isStranger() || sight.facts().isAllowed() || accounts < settings.get(ACCOUNTS)
                ? Optional.empty()
                : Finding.of("the same password at %d accounts".formatted(accounts));
    }
}
