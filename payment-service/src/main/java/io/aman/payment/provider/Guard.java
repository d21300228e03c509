package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bulkhead and a circuit breaker before one provider: a slow provider must not take the whole service with it.
 *
 * <p>Nothing is asked again here; a call that was held back is certainly {@link NotSent}.
 *
 * @param breaker must {@linkplain #isFailure count} answers, as no provider throws
 */
record Guard(CircuitBreaker breaker, Bulkhead bulkhead) {

    /** Whether an answer speaks for leaving the provider alone. */
    static boolean isFailure(Object answer) {
        return answer instanceof Unknown || answer instanceof NotSent;
    }

    /** Whether calls are let through; of a breaker's half-open state, only a call finds out. */
    boolean letsThrough() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** @param heldBack makes the answer from the reason, when nothing was sent */
    <A> A call(Supplier<A> call, Function<String, A> heldBack) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
        } catch (BulkheadFullException _) {
            return heldBack.apply("too many calls are under way");
        } catch (CallNotPermittedException _) {
            return heldBack.apply("the provider is failing and left alone for a moment");
        }
    }
}
