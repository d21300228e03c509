package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.platform.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that is given back, in part or whole.
 *
 * @param id the provider's idempotency key, too
 * @param providerRef the provider's id, once it is known
 * @param reason why, in the words of who asked for it
 * @param failure the provider's code, where it failed
 * @param nextCheckAt when reconciliation looks at it; null once nothing is open, or it is given up
 * @param checks how often reconciliation has looked
 */
public record Refund(
        String id,
        Money amount,
        RefundState state,
        @Nullable String providerRef,
        @Nullable String reason,
        @Nullable String failure,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextCheckAt,
        int checks) {

    static String idOf(String operation) {
        return Ids.derived("ref_", operation);
    }

    static Refund requested(String id, Money amount, @Nullable String reason, Instant at, Instant nextCheckAt) {
        return new Refund(id, amount, RefundState.REQUESTED, null, reason, null, at, at, nextCheckAt, 0);
    }

    boolean isOpen() {
        return state == RefundState.REQUESTED || state == RefundState.PENDING;
    }

    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    /** As the provider says it stands. */
    Refund becoming(Stands stands, Instant at) {
        var next = RefundState.valueOf(stands.state().name());
        return new Refund(
                id,
                amount,
                next,
                stands.ref(),
                reason,
                next == RefundState.FAILED ? stands.failure() : null,
                createdAt,
                at,
                next == RefundState.PENDING ? nextCheckAt : null,
                checks);
    }

    /** The provider certainly did nothing and never will. */
    Refund refused(String code, Instant at) {
        return new Refund(id, amount, RefundState.FAILED, providerRef, reason, code, createdAt, at, null, checks);
    }

    Refund withoutReason() {
        return new Refund(id, amount, state, providerRef, null, failure, createdAt, updatedAt, nextCheckAt, checks);
    }

    Refund checked(@Nullable Instant next) {
        return new Refund(id, amount, state, providerRef, reason, failure, createdAt, updatedAt, next, checks + 1);
    }
}
