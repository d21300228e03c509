package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a payment has come; replaced as a whole, so that a change that is refused halfway has changed nothing.
 *
 * @param captured what was taken by now
 * @param providerRef the provider's id, once it is known
 * @param failure why the last attempt was declined, while that is the state
 * @param nextAction what the payer must do, while that is the state
 * @param refunds what was asked to be given back, oldest first
 * @param seen the provider's events that led to the latest looks: a second one is ignored
 */
record Progress(
        PaymentState state,
        Money captured,
        @Nullable String providerRef,
        @Nullable Failure failure,
        @Nullable NextAction nextAction,
        List<Attempt> attempts,
        List<Refund> refunds,
        List<String> seen,
        Instant updatedAt) {

    private static final int SEEN = 32;

    /**
     * Why a provider declined.
     *
     * @param code the provider's own
     * @param evidence tells this decline from another one
     */
    record Failure(String code, @Nullable String evidence) {}

    Progress {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(captured, "captured");
        Objects.requireNonNull(updatedAt, "updatedAt");
        attempts = List.copyOf(attempts);
        refunds = refunds == null ? List.of() : List.copyOf(refunds); // older ones were stored without
        seen = List.copyOf(seen);
    }

    static Progress begun(PaymentTerms terms) {
        return new Progress(
                PaymentState.CREATED,
                Money.zero(terms.amount().currency()),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                terms.createdAt());
    }

    Optional<Attempt> attempt(String id) {
        return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
    }

    /** The one whose outcome is waited for; canceling comes on top of a confirmation that waits for the payer. */
    Optional<Attempt> openAttempt() {
        return attempts.stream().filter(Attempt::isOpen).reduce((_, later) -> later);
    }

    Optional<Refund> refund(String id) {
        return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
    }

    /** The state with what was given back counted in. */
    PaymentState standing() {
        var refunded = refunded();
        if (!state.keepsMoney() || !refunded.isPositive()) {
            return state;
        }
        return refunded.equals(captured) ? PaymentState.REFUNDED : PaymentState.PARTIALLY_REFUNDED;
    }

    /** What was given back by now. */
    Money refunded() {
        return sum(refund -> refund.state() == RefundState.SUCCEEDED);
    }

    /** What may still be given back: no more than was taken, whatever becomes of the refunds that are under way. */
    Money refundable() {
        return captured.minus(sum(refund -> refund.state().isBinding()));
    }

    private Money sum(Predicate<Refund> which) {
        return refunds.stream().filter(which).map(Refund::amount).reduce(Money.zero(captured.currency()), Money::plus);
    }

    /** The first moment at which reconciliation has something to look at; null where there is nothing. */
    @Nullable
    Instant nextCheckAt() {
        return Stream.concat(
                        openAttempt().map(Attempt::nextCheckAt).stream(),
                        refunds.stream().map(Refund::nextCheckAt).filter(Objects::nonNull))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    Progress with(Refund requested) {
        return refunds(Stream.concat(refunds.stream(), Stream.of(requested)).toList());
    }

    Progress replacing(Refund changed) {
        return refunds(refunds.stream()
                .map(refund -> refund.id().equals(changed.id()) ? changed : refund)
                .toList());
    }

    Progress withoutRefund(String id) {
        return refunds(
                refunds.stream().filter(refund -> !refund.id().equals(id)).toList());
    }

    private Progress refunds(List<Refund> others) {
        return new Progress(state, captured, providerRef, failure, nextAction, attempts, others, seen, updatedAt);
    }

    Progress with(Attempt opened) {
        return attempts(Stream.concat(attempts.stream(), Stream.of(opened)).toList());
    }

    Progress without(String attemptId) {
        return attempts(attempts.stream()
                .filter(attempt -> !attempt.id().equals(attemptId))
                .toList());
    }

    Progress replacing(String attemptId, UnaryOperator<Attempt> change) {
        return attempts(attempts.stream()
                .map(attempt -> attempt.id().equals(attemptId) ? change.apply(attempt) : attempt)
                .toList());
    }

    private Progress attempts(List<Attempt> others) {
        return new Progress(state, captured, providerRef, failure, nextAction, others, refunds, seen, updatedAt);
    }

    Progress knownAs(String ref) {
        return new Progress(state, captured, ref, failure, nextAction, attempts, refunds, seen, updatedAt);
    }

    Progress seeing(@Nullable String evidence) {
        if (evidence == null) {
            return this;
        }
        var latest = new ArrayList<>(seen);
        latest.add(evidence);
        return new Progress(
                state,
                captured,
                providerRef,
                failure,
                nextAction,
                attempts,
                refunds,
                latest.subList(Math.max(0, latest.size() - SEEN), latest.size()),
                updatedAt);
    }

    /** As the provider says it stands. */
    Progress becoming(Fact fact) {
        return switch (fact) {
            case Created _ -> in(PaymentState.CREATED);
            case RequiresAction requires -> in(PaymentState.REQUIRES_ACTION, null, requires.action());
            case Processing _ -> in(PaymentState.PROCESSING);
            case Authorized _ -> in(PaymentState.AUTHORIZED);
            case Captured done -> in(PaymentState.CAPTURED).taking(done.total());
            case Declined no ->
                in(PaymentState.FAILED, new Failure(no.code(), no.evidence()), null)
                        .seeing(no.evidence());
            case Canceled _ -> in(PaymentState.CANCELED);
        };
    }

    /** In another state; what belonged to the one before is gone. */
    Progress in(PaymentState next) {
        return in(next, null, null);
    }

    private Progress in(PaymentState next, @Nullable Failure why, @Nullable NextAction action) {
        return new Progress(next, captured, providerRef, why, action, attempts, refunds, seen, updatedAt);
    }

    private Progress taking(Money total) {
        return new Progress(state, total, providerRef, failure, nextAction, attempts, refunds, seen, updatedAt);
    }

    Progress at(Instant instant) {
        return new Progress(state, captured, providerRef, failure, nextAction, attempts, refunds, seen, instant);
    }
}
