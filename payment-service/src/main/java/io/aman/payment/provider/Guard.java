package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead and a circuit breaker before one provider: a slow provider must not take the whole service with it.
 *
 * <p>Nothing is asked again here; a call that was held back is certainly {@link NotSent}.
 */
final class Guard {

    private final String provider;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final ProviderCalls calls;
    private final Clock clock;
    private volatile @Nullable Instant lastSuccessAt;

    /**
     * @param breaker must {@linkplain #isFailure count} answers, as no provider throws
     * @param calls told of each call, held back or not
     */
    Guard(String provider, CircuitBreaker breaker, Bulkhead bulkhead, ProviderCalls calls, Clock clock) {
        this.provider = provider;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.calls = calls;
        this.clock = clock;
    }

    /** Whether an answer speaks for leaving the provider alone. */
    static boolean isFailure(Object answer) {
        return answer instanceof Unknown || answer instanceof NotSent || answer instanceof RefundSources.Unread;
    }

    /** Whether calls are let through; of a breaker's half-open state, only a call finds out. */
    boolean letsThrough() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    ProviderHealth health() {
        var state = switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> ProviderHealth.Breaker.CLOSED;
            case OPEN, FORCED_OPEN -> ProviderHealth.Breaker.OPEN;
            case HALF_OPEN -> ProviderHealth.Breaker.HALF_OPEN;
        };
        return new ProviderHealth(provider, state, lastSuccessAt);
    }

    /** @param heldBack makes the answer from the reason, when nothing was sent */
    <A> A call(Operation operation, Supplier<A> call, Function<String, A> heldBack) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> measured(operation, call)));
        } catch (BulkheadFullException _) {
            tell(operation, Outcome.HELD_BACK, Duration.ZERO);
            return heldBack.apply("too many calls are under way");
        } catch (CallNotPermittedException _) {
            tell(operation, Outcome.HELD_BACK, Duration.ZERO);
            return heldBack.apply("the provider is failing and left alone for a moment");
        }
    }

    private <A> A measured(Operation operation, Supplier<A> call) {
        var begun = System.nanoTime();
        A answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            tell(operation, Outcome.UNKNOWN, since(begun));
            throw e;
        }
        if (!isAboutNothing(answer)) {
            tell(operation, outcome(answer), since(begun));
            if (!isFailure(answer)) {
                lastSuccessAt = clock.instant();
            }
        }
        return answer;
    }

    /** Whether nobody had to be asked for it. */
    private static boolean isAboutNothing(@Nullable Object answer) {
        return answer instanceof RefundList.NotOffered || answer instanceof RefundSources.Whole;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private void tell(Operation operation, Outcome outcome, Duration took) {
        calls.ended(new ProviderCall(provider, operation, outcome, took));
    }

    private static Outcome outcome(@Nullable Object answer) {
        return switch (answer) {
            case Unknown _ -> Outcome.UNKNOWN;
            case NotSent _ -> Outcome.NOT_SENT;
            case RefundSources.Unread _ -> Outcome.UNKNOWN;
            case Refused _ -> Outcome.REFUSED;
            case null, default -> Outcome.ANSWERED;
        };
    }
}
