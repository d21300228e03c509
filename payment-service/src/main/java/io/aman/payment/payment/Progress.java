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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param seen the provider's events that led to the latest looks: a second one is ignored
 */
record Progress(
        PaymentState state,
        Money captured,
        @Nullable String providerRef,
        @Nullable Failure failure,
        @Nullable NextAction nextAction,
        List<Attempt> attempts,
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
                terms.createdAt());
    }

    Optional<Attempt> attempt(String id) {
        return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
    }

    Optional<Attempt> openAttempt() {
        return attempts.stream().filter(Attempt::isOpen).findFirst();
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
        return new Progress(state, captured, providerRef, failure, nextAction, others, seen, updatedAt);
    }

    Progress knownAs(String ref) {
        return new Progress(state, captured, ref, failure, nextAction, attempts, seen, updatedAt);
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
        return new Progress(next, captured, providerRef, why, action, attempts, seen, updatedAt);
    }

    private Progress taking(Money total) {
        return new Progress(state, total, providerRef, failure, nextAction, attempts, seen, updatedAt);
    }

    Progress at(Instant instant) {
        return new Progress(state, captured, providerRef, failure, nextAction, attempts, seen, instant);
    }
}
