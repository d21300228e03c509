package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** Somebody who has paid before is about to pay at another provider or with something else. */
final class NewPaymentMethod implements PaymentDetector {

    @Override
    public Kind kind() {
        return Kind.NEW_PAYMENT_METHOD;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(PaymentSight sight, Settings settings) {
        var purchase = sight.purchase();
        var spending = sight.spending();
        if (purchase == null || !spending.hasPaid()) {
            return Optional.empty();
        }
        if (!spending.hasPaidAt(purchase.provider())) {
            return Finding.of("never paid at " + purchase.provider());
        }
        return purchase.method() == null || spending.hasPaidWith(purchase.method())
                ? Optional.empty()
                : Finding.of("never paid with it");
    }
}
