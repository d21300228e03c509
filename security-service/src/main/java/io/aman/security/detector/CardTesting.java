package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Many declined payments of one person: somebody tries which of many cards work. */
final class CardTesting implements PaymentDetector {

    private static final Threshold DECLINES = Threshold.count("declines", 10, Spending.MOST_MOVES);
    private static final Threshold SHARE = Threshold.percent("declinedPercent", 50);
    private static final Threshold WINDOW = Threshold.seconds("windowSeconds", Duration.ofHours(1), Duration.ofDays(1));

    @Override
    public Kind kind() {
        return Kind.CARD_TESTING;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DECLINES, SHARE, WINDOW);
    }

    @Override
    public Optional<Finding> notice(PaymentSight sight, Settings settings) {
        var declines = sight.spending().declines(sight.at(), settings.duration(WINDOW));
        return declines.areAtLeast(settings.get(DECLINES), settings.get(SHARE))
                ? Finding.of(declines.toString())
                : Optional.empty();
    }
}
