package io.aman.payment.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator may do about an outcome that is not known. Each is safe wherever it is offered: none sends anything a
 * second time that may have been sent before without a key. An outcome is set only where the provider can never be asked
 * any more, and by who has found it out elsewhere.
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
    ACKNOWLEDGE,
    /** The provider's own report shows that the refund was carried out. */
    WAS_REFUNDED,
    /** The provider's own report shows that the refund was not carried out: its money may be given back again. */
    WAS_NOT_REFUNDED;

    /** As it stands in paths: {@code check-now}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<OperatorAction> of(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }
}
