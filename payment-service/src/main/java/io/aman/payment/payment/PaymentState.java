package io.aman.payment.payment;

import java.util.EnumSet;
import java.util.Set;

/** Where a payment stands, and where it may go from there. */
public enum PaymentState {

    /** Stored; the provider may know it; nothing is held. */
    CREATED,
    /** The payer must act. */
    REQUIRES_ACTION,
    /** Submitted, and the outcome is pending or unknown. */
    PROCESSING,
    /** The amount is held, nothing is taken. */
    AUTHORIZED,
    /** Some is taken, more can be. */
    PARTIALLY_CAPTURED,
    /** The last capture is done; it may have taken less than the amount. */
    CAPTURED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    /** The last attempt was declined; another may start. */
    FAILED,
    CANCELED,
    EXPIRED;

    /** The states that may follow; none is followed by itself. */
    Set<PaymentState> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED, FAILED, CANCELED, EXPIRED);
            case REQUIRES_ACTION -> EnumSet.of(PROCESSING, AUTHORIZED, CAPTURED, FAILED, CANCELED, EXPIRED);
            case PROCESSING ->
                EnumSet.of(REQUIRES_ACTION, AUTHORIZED, PARTIALLY_CAPTURED, CAPTURED, FAILED, CANCELED, EXPIRED);
            case AUTHORIZED -> EnumSet.of(PARTIALLY_CAPTURED, CAPTURED, CANCELED, EXPIRED, FAILED);
            case PARTIALLY_CAPTURED -> EnumSet.of(CAPTURED, PARTIALLY_REFUNDED, REFUNDED);
            case CAPTURED -> EnumSet.of(PARTIALLY_REFUNDED, REFUNDED);
            case PARTIALLY_REFUNDED -> EnumSet.of(REFUNDED, CAPTURED);
            case REFUNDED -> EnumSet.of(PARTIALLY_REFUNDED, CAPTURED);
            case FAILED -> EnumSet.of(REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED, CANCELED, EXPIRED);
            case CANCELED, EXPIRED -> EnumSet.noneOf(PaymentState.class);
        };
    }

    /** Whether what was taken is still with us. */
    boolean keepsMoney() {
        return this == CAPTURED || this == PARTIALLY_CAPTURED;
    }

    /** Whether it counts as over with nothing held; only what a provider reads out can still change that. */
    boolean isOver() {
        return this == CANCELED || this == EXPIRED;
    }

    boolean mayBecome(PaymentState other) {
        return next().contains(other);
    }
}
