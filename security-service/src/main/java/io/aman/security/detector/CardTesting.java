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
        var recent = sight.spending().moves(sight.at(), settings.duration(WINDOW));
        var declined = recent.stream().filter(move -> !move.outcome().isGood()).count();
        var payments = recent.stream()
                .filter(move -> move.outcome().isGood())
                .map(Spending.Move::paymentId)
                .distinct()
                .count();
        return declined < settings.get(DECLINES) || declined * 100 < settings.get(SHARE) * (declined + payments)
                ? Optional.empty()
                : Finding.of("%d declined, %d not".formatted(declined, payments));
    }
}
