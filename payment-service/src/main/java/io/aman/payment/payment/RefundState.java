package io.aman.payment.payment;

import java.util.EnumSet;
import java.util.Set;

/** How far giving money back has come. */
public enum RefundState {

    /** Written, and maybe sent; the provider has not said anything yet. */
    REQUESTED,
    /** The provider accepted it; the money is on its way. */
    PENDING,
    SUCCEEDED,
    /** The money stays with us; a provider may say so even after it said the opposite. */
    FAILED,
    CANCELED;

    private Set<RefundState> next() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(PENDING, SUCCEEDED, FAILED, CANCELED);
            case PENDING -> EnumSet.of(SUCCEEDED, FAILED, CANCELED);
            case SUCCEEDED -> EnumSet.of(FAILED);
            case FAILED, CANCELED -> EnumSet.noneOf(RefundState.class);
        };
    }

    boolean mayBecome(RefundState other) {
        return next().contains(other);
    }

    /** Whether its money is not there to be given back once more. */
    boolean isBinding() {
        return this == REQUESTED || this == PENDING || this == SUCCEEDED;
    }
}
