package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One address that fails at many accounts, and at most of those it tries: an office also has typing errors. */
final class Spraying implements Detector {

    private static final Threshold ACCOUNTS = Threshold.count("accounts", 10, Source.MOST);
    private static final Threshold SHARE = Threshold.percent("failedPercent", 50);
    private static final Threshold WINDOW =
            Threshold.seconds("windowSeconds", Duration.ofMinutes(10), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.SPRAYING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ACCOUNTS, SHARE, WINDOW);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        if (sight.facts().isAllowed()) {
            return Optional.empty();
        }
        var accounts = sight.source().accounts(sight.signIn().at(), settings.duration(WINDOW));
        return accounts.failed() < settings.get(ACCOUNTS) || accounts.failedPercent() < settings.get(SHARE)
                ? Optional.empty()
                : Finding.of("%d of %d accounts failed".formatted(accounts.failed(), accounts.all()));
    }
}
