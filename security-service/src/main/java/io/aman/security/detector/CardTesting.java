package io.aman.security.detector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Many declined payments: somebody tries which of many cards work. Of a person, or from one address or one device,
 * whoever pays: many accounts may be tried through. Where many share one, most payments work, so that the share tells a
 * crowd from a tester.
 */
final class CardTesting implements PaymentDetector {

    private static final Threshold SHARE = Threshold.percent("declinedPercent", 50);
    private static final Threshold WINDOW = Threshold.seconds("windowSeconds", Duration.ofHours(1), Duration.ofDays(1));

    private final Kind kind;
    private final Threshold declines;
    private final Function<PaymentSight, Spending> whose;

    private CardTesting(Kind kind, long usualDeclines, Function<PaymentSight, Spending> whose) {
        this.kind = kind;
        this.declines = Threshold.count("declines", usualDeclines, Spending.MOST_MOVES);
        this.whose = whose;
    }

    static CardTesting ofOnePerson() {
        return new CardTesting(Kind.CARD_TESTING, 10, PaymentSight::spending);
    }

    static CardTesting fromOneAddress() {
        return new CardTesting(Kind.SHARED_CARD_TESTING, 20, PaymentSight::around);
    }

    static CardTesting atOneDevice() {
        return new CardTesting(Kind.DEVICE_CARD_TESTING, 15, PaymentSight::atDevice);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(declines, SHARE, WINDOW);
    }

    @Override
    public Optional<Finding> notice(PaymentSight sight, Settings settings) {
        var found = whose.apply(sight).declines(sight.at(), settings.duration(WINDOW));
        return found.areAtLeast(settings.get(declines), settings.get(SHARE))
                ? Finding.of(found.toString())
                : Optional.empty();
    }
}
