package io.aman.payment.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator may do about an outcome that is not known. Each is safe wherever it is offered: none sets an outcome,
 * and none sends anything a second time that may have been sent before without a key.
 */
enum OperatorAction {

    /** Asks the provider now. */
    CHECK_NOW,
    /** Asks the provider now, and then again until that is given up once more. */
    RESUME_CHECKS,
    /** Gives all back that came in late. */
    REFUND,
    /** Lets go what is held, or ends the waiting for a payer who never came. */
    CANCEL,
    /** Keeps what came in late. */
    ACKNOWLEDGE;

    /** As it stands in paths: {@code check-now}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<OperatorAction> of(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }
}
