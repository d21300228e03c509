package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param captures what was taken when, oldest first
 * @param dispute how the payer's dispute stands, beside the state; null where there never was one
 * @param lateSuccess whether money was held or taken after the payment had counted as over
 * @param lateSince when that was, until an operator has acknowledged it
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
        List<Capture> captures,
        @Nullable DisputeStatus dispute,
        Boolean lateSuccess,
        @Nullable Instant lateSince,
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

    /** One step of taking money, as it was learned. */
    record Capture(Money amount, Instant at) {}

    Progress {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(captured, "captured");
        Objects.requireNonNull(updatedAt, "updatedAt");
        attempts = List.copyOf(attempts);
        refunds = refunds == null ? List.of() : List.copyOf(refunds); // older ones were stored without
        captures = captures == null ? List.of() : List.copyOf(captures); // as above
        lateSuccess = lateSuccess != null && lateSuccess; // as above
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
                null,
                false,
                null,
                List.of(),
                terms.createdAt());
    }

    String requireRef() {
        return Objects.requireNonNull(providerRef, "providerRef");
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

    /** What a refund that was asked for has become: itself, or its parts. */
    List<Refund> partsOf(String asked) {
        return refunds.stream().filter(refund -> refund.belongsTo(asked)).toList();
    }

    /** The state with what was given back counted in. */
    PaymentState standing() {
        var refunded = refunded();
        if (!state.keepsMoney() || !refunded.isPositive()) {
            return state;
        }
        return refunded.equals(captured) ? PaymentState.REFUNDED : PaymentState.PARTIALLY_REFUNDED;
    }

    /** What of {@code amount} may still be captured, whatever becomes of a capture that is under way. */
    Money capturable(Money amount) {
        return state == PaymentState.AUTHORIZED || state == PaymentState.PARTIALLY_CAPTURED
                ? amount.minus(captured)
                : Money.zero(amount.currency());
    }

    /** What was given back by now. */
    Money refunded() {
        return sum(refund -> refund.state() == RefundState.SUCCEEDED);
    }

    /** What may still be given back: no more than was taken, whatever becomes of the refunds that are under way. */
    Money refundable() {
        var left = captured.minus(sum(refund -> refund.state().isBinding()));
        return left.isPositive() ? left : Money.zero(captured.currency()); // one made at the provider came in between
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
        return with(List.of(requested));
    }

    Progress with(List<Refund> requested) {
        return refunds(Stream.concat(refunds.stream(), requested.stream()).toList());
    }

    Progress replacing(Refund changed) {
        return refunds(refunds.stream()
                .map(refund -> refund.id().equals(changed.id()) ? changed : refund)
                .toList());
    }

    /** Without what was asked for under this id, its parts included. */
    Progress withoutRefund(String id) {
        return refunds(refunds.stream().filter(refund -> !refund.belongsTo(id)).toList());
    }

    private Progress refunds(List<Refund> others) {
        return changed(draft -> draft.refunds = others);
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
        return changed(draft -> draft.attempts = others);
    }

    Progress knownAs(String ref) {
        return changed(draft -> draft.providerRef = ref);
    }

    Progress disputed(DisputeStatus status) {
        return changed(draft -> draft.dispute = status);
    }

    Progress seeing(@Nullable String evidence) {
        if (evidence == null) {
            return this;
        }
        var latest = new ArrayList<>(seen);
        latest.add(evidence);
        return changed(draft -> draft.seen = latest.subList(Math.max(0, latest.size() - SEEN), latest.size()));
    }

    /** As the provider says it stands. */
    Progress becoming(Fact fact, Instant at) {
        var next = following(fact, at);
        return state.isOver() == next.state.isOver()
                ? next
                : next.changed(draft -> draft.lateSince = state.isOver() ? at : null);
    }

    /** With the looking for the open attempt's outcome as an operator wants it. */
    Progress watching(OperatorAction action, Instant now) {
        return openAttempt()
                .map(open -> replacing(open.id(), attempt -> attempt.ordered(action, now)))
                .orElse(this);
    }

    /** With the looking for a refund's outcome as an operator wants it. */
    Progress watching(String refundId, OperatorAction action, Instant now) {
        return replacing(refund(refundId).orElseThrow().ordered(action, now));
    }

    Progress lateAcknowledged() {
        return changed(draft -> draft.lateSince = null);
    }

    private Progress following(Fact fact, Instant at) {
        return switch (fact) {
            case Created _ -> in(PaymentState.CREATED);
            case RequiresAction requires ->
                in(PaymentState.REQUIRES_ACTION).changed(draft -> draft.nextAction = requires.action());
            case Approved _, Processing _ -> in(PaymentState.PROCESSING);
            case Authorized _ -> in(PaymentState.AUTHORIZED);
            case PartlyCaptured some -> in(PaymentState.PARTIALLY_CAPTURED).taking(some.total(), at);
            case Captured done -> in(PaymentState.CAPTURED).taking(done.total(), at);
            case Declined no ->
                in(PaymentState.FAILED)
                        .changed(draft -> draft.failure = new Failure(no.code(), no.evidence()))
                        .seeing(no.evidence());
            case Canceled _ -> in(PaymentState.CANCELED);
            case Voided _ ->
                in(PaymentState.CANCELED).changed(draft -> {
                    draft.captured = Money.zero(captured.currency());
                    draft.captures = List.of();
                });
            case Expired _ -> in(PaymentState.EXPIRED);
        };
    }

    /** In another state; what belonged to the one before is gone. */
    Progress in(PaymentState next) {
        return changed(draft -> {
            draft.lateSuccess = lateSuccess || (state.isOver() && !next.isOver());
            draft.state = next;
            draft.failure = null;
            draft.nextAction = null;
        });
    }

    private Progress taking(Money total, Instant at) {
        var taken = new Capture(total.minus(captured), at);
        return changed(draft -> {
            draft.captured = total;
            draft.captures = taken.amount().isPositive()
                    ? Stream.concat(captures.stream(), Stream.of(taken)).toList()
                    : captures;
        });
    }

    Progress at(Instant instant) {
        return changed(draft -> draft.updatedAt = instant);
    }

    private Progress changed(Consumer<ProgressDraft> change) {
        var draft = new ProgressDraft(this);
        change.accept(draft);
        return draft.done();
    }
}
