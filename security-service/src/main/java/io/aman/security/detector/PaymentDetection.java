package io.aman.security.detector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All detectors of payments, asked together. */
public final class PaymentDetection {

    static final List<PaymentDetector> DETECTORS = List.of(
            new PaymentVelocity(),
            new NewPaymentMethod(),
            CardTesting.ofOnePerson(),
            CardTesting.fromOneAddress(),
            CardTesting.atOneDevice());

    private final Function<Kind, Settings> settings;

    /** @param settings of now, at each call */
    public PaymentDetection(Function<Kind, Settings> settings) {
        this.settings = settings;
    }

    public List<Signal> look(PaymentSight sight) {
        return DETECTORS.stream()
                .flatMap(detector -> look(detector, sight).stream())
                .toList();
    }

    private Optional<Signal> look(PaymentDetector detector, PaymentSight sight) {
        var set = settings.apply(detector.kind());
        return set.mode() == Mode.OFF
                ? Optional.empty()
                : detector.notice(sight, set).map(found -> found.signal(detector.kind(), set));
    }
}
