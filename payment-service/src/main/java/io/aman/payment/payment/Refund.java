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
 * @param source out of which of the provider's captures; null where it gives back out of the payment
 * @param partOf the refund that was asked for, where it had to become several
 * @param reason why, in the words of who asked for it
 * @param failure the provider's code, where it failed
 * @param nextCheckAt when reconciliation looks at it; null once nothing is open, or it is given up
 * @param checks how often reconciliation has looked
 * @param resumedAt when an operator had the looking begin again after it had been given up
 * @param lastLook null before the first
 */
public record Refund(
        String id,
        Money amount,
        RefundState state,
        @Nullable String providerRef,
        @Nullable String source,
        @Nullable String partOf,
        @Nullable String reason,
        @Nullable String failure,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextCheckAt,
        int checks,
        @Nullable Instant resumedAt,
        @Nullable Look lastLook) {

    static String idOf(String operation) {
        return Ids.derived("ref_", operation);
    }

    static Refund requested(String id, Money amount, @Nullable String reason, Instant at, Instant nextCheckAt) {
        return new Refund(
                id, amount, RefundState.REQUESTED, null, null, null, reason, null, at, at, nextCheckAt, 0, null, null);
    }

    /** Some or all of it, out of one of the provider's captures. */
    Refund part(String ownId, Money some, String capture) {
        return new Refund(
                ownId,
                some,
                state,
                providerRef,
                capture,
                ownId.equals(id) ? null : id,
                reason,
                failure,
                createdAt,
                updatedAt,
                nextCheckAt,
                checks,
                resumedAt,
                lastLook);
    }

    /** Whether it is, or is a part of, what was asked for under this id. */
    boolean belongsTo(String asked) {
        return id.equals(asked) || asked.equals(partOf);
    }

    boolean isOpen() {
        return state == RefundState.REQUESTED || state == RefundState.PENDING;
    }

    /** Whether the provider has said that it gives back, or has. */
    boolean isAccepted() {
        return state == RefundState.PENDING || state == RefundState.SUCCEEDED;
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
                source,
                partOf,
                reason,
                next == RefundState.FAILED ? stands.failure() : null,
                createdAt,
                at,
                next == RefundState.PENDING ? nextCheckAt : null,
                checks,
                resumedAt,
                lastLook);
    }

    /** The provider certainly did nothing and never will. */
    Refund refused(String code, Instant at) {
        return new Refund(
                id,
                amount,
                RefundState.FAILED,
                providerRef,
                source,
                partOf,
                reason,
                code,
                createdAt,
                at,
                null,
                checks,
                resumedAt,
                lastLook);
    }

    Refund withoutReason() {
        return new Refund(
                id,
                amount,
                state,
                providerRef,
                source,
                partOf,
                null,
                failure,
                createdAt,
                updatedAt,
                nextCheckAt,
                checks,
                resumedAt,
                lastLook);
    }

    Refund checked(@Nullable Instant next, Look look) {
        return watched(next, checks + 1, resumedAt, look);
    }

    /** As an operator wants it looked at. */
    Refund ordered(OperatorAction action, Instant now) {
        return switch (action) {
            case CHECK_NOW -> due(now);
            case RESUME_CHECKS -> resumed(now);
            case REFUND, CANCEL, ACKNOWLEDGE, WAS_REFUNDED, WAS_NOT_REFUNDED -> this;
        };
    }

    private Refund due(Instant now) {
        return watched(now, checks, resumedAt, lastLook);
    }

    /** Again for as long as it was before it was given up. */
    private Refund resumed(Instant now) {
        return watched(now, checks, now, lastLook);
    }

    /** Since when it has been looked at without having been given up. */
    Instant watchedSince() {
        return resumedAt == null ? createdAt : resumedAt;
    }

    private Refund watched(@Nullable Instant next, int looks, @Nullable Instant resumed, @Nullable Look look) {
        return new Refund(
                id,
                amount,
                state,
                providerRef,
                source,
                partOf,
                reason,
                failure,
                createdAt,
                updatedAt,
                next,
                looks,
                resumed,
                look);
    }
}
