package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One address that tries many accounts which were never used from around there, and gets into some.
 *
 * <p>In a data centre or behind an anonymiser few are enough; elsewhere it may be a new office or a conference.
 */
final class Stuffing implements Detector {

    private static final Threshold ACCOUNTS = Threshold.count("accountsFromHosting", 10, Source.MOST);
    private static final Threshold ELSEWHERE = Threshold.count("accountsElsewhere", 40, Source.MOST);
    private static final Threshold SHARE = Threshold.percent("strangersPercent", 80);
    private static final Threshold WINDOW =
            Threshold.seconds("windowSeconds", Duration.ofMinutes(10), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.STUFFING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ACCOUNTS, ELSEWHERE, SHARE, WINDOW);
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        if (sight.facts().isAllowed()) {
            return Optional.empty();
        }
        var accounts = sight.source().accounts(sight.signIn().at(), settings.duration(WINDOW));
        var isHidden = sight.facts().hidesPlace() || !sight.facts().lists().isEmpty();
        return accounts.strangersIn() == 0
                        || accounts.strangers() < settings.get(isHidden ? ACCOUNTS : ELSEWHERE)
                        || accounts.strangersPercent() < settings.get(SHARE)
                ? Optional.empty()
                : Finding.of("%d of %d accounts were never used from there, %d let in"
                        .formatted(accounts.strangers(), accounts.all(), accounts.strangersIn()));
    }
}
