package io.aman.payment.payment;

import io.aman.events.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it was asked for, whatever the provider made of it.
 *
 * @param parts at least one; the first has the id that it was asked for under
 */
record AskedRefund(List<Refund> parts) {

    /** How far a refund has come, all its parts taken together. */
    enum Standing {
        REQUESTED,
        PENDING,
        SUCCEEDED,
        /** Some parts were given back; the others never will be, and may be asked for again. */
        PARTIALLY_SUCCEEDED,
        FAILED,
        CANCELED
    }

    /** All of a payment, oldest first. */
    static List<AskedRefund> of(Progress progress) {
        return progress.refunds().stream()
                .filter(refund -> refund.partOf() == null)
                .map(first -> new AskedRefund(progress.partsOf(first.id())))
                .toList();
    }

    Refund first() {
        return parts.getFirst();
    }

    Standing standing() {
        if (has(RefundState.REQUESTED)) {
            return Standing.REQUESTED;
        }
        if (has(RefundState.PENDING)) {
            return Standing.PENDING;
        }
        if (parts.stream().map(Refund::state).distinct().count() == 1) {
            return Standing.valueOf(first().state().name());
        }
        return has(RefundState.SUCCEEDED) ? Standing.PARTIALLY_SUCCEEDED : Standing.FAILED;
    }

    private boolean has(RefundState state) {
        return parts.stream().anyMatch(part -> part.state() == state);
    }

    Money amount() {
        return sum(parts);
    }

    /** What was really given back. */
    Money given() {
        return sum(parts.stream()
                .filter(part -> part.state() == RefundState.SUCCEEDED)
                .toList());
    }

    private Money sum(List<Refund> some) {
        return some.stream()
                .map(Refund::amount)
                .reduce(Money.zero(first().amount().currency()), Money::plus);
    }

    /** The provider's code for the first part that failed. */
    @Nullable
    String failure() {
        return parts.stream()
                .map(Refund::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    Instant updatedAt() {
        return parts.stream()
                .map(Refund::updatedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
