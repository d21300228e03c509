package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
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
 * A provider behind a bulkhead and a circuit breaker: a slow provider must not take the whole service with it.
 *
 * <p>Nothing is asked again here; a call that was held back is certainly {@link NotSent}.
 */
final class GuardedProvider implements PaymentProvider {

    private final PaymentProvider provider;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final ProviderCalls calls;
    private final Clock clock;
    private volatile @Nullable Instant lastSuccessAt;

    /**
     * @param breaker must {@linkplain #isFailure count} answers, as no provider throws
     * @param calls told of each call, held back or not
     */
    GuardedProvider(
            PaymentProvider provider, CircuitBreaker breaker, Bulkhead bulkhead, ProviderCalls calls, Clock clock) {
        this.provider = provider;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.calls = calls;
        this.clock = clock;
    }

    ProviderHealth health() {
        var state = switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> ProviderHealth.Breaker.CLOSED;
            case OPEN, FORCED_OPEN -> ProviderHealth.Breaker.OPEN;
            case HALF_OPEN -> ProviderHealth.Breaker.HALF_OPEN;
        };
        return new ProviderHealth(name(), state, lastSuccessAt);
    }

    @Override
    public boolean isAvailable() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** Whether an answer speaks for leaving the provider alone. */
    static boolean isFailure(Object answer) {
        return answer instanceof Unknown || answer instanceof NotSent;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken method) {
        return provider.takes(method);
    }

    @Override
    public boolean needsReturnUrl() {
        return provider.needsReturnUrl();
    }

    @Override
    public boolean capturesInParts() {
        return provider.capturesInParts();
    }

    @Override
    public AmountCheck check(Money amount) {
        return provider.check(amount);
    }

    @Override
    public Duration keyLifetime() {
        return provider.keyLifetime();
    }

    @Override
    public ProviderAnswer create(Create command) {
        return guarded(Operation.CREATE, () -> provider.create(command));
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return guarded(Operation.CONFIRM, () -> provider.confirm(command));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return guarded(Operation.CAPTURE, () -> provider.capture(command));
    }

    @Override
    public ProviderAnswer read(String ref) {
        return guarded(Operation.READ, () -> provider.read(ref));
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        return guarded(Operation.CANCEL, () -> provider.cancel(command));
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        return this.<RefundAnswer>guarded(Operation.REFUND, () -> provider.refund(command), NotSent::new);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return this.<RefundAnswer>guarded(Operation.READ_REFUND, () -> provider.readRefund(refundRef), NotSent::new);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return this.<RefundList>guarded(Operation.READ_REFUNDS, () -> provider.readRefunds(ref), NotSent::new);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return this.<DisputeAnswer>guarded(Operation.READ_DISPUTE, () -> provider.readDispute(ref), NotSent::new);
    }

    @Override
    public Duration refundKeyLifetime() {
        return provider.refundKeyLifetime();
    }

    @Override
    public String methodKind() {
        return provider.methodKind();
    }

    private ProviderAnswer guarded(Operation operation, Supplier<ProviderAnswer> call) {
        return guarded(operation, call, NotSent::new);
    }

    private <A> A guarded(Operation operation, Supplier<A> call, Function<String, A> heldBack) {
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
        if (!(answer instanceof RefundList.NotOffered)) { // then nobody was asked
            tell(operation, outcome(answer), since(begun));
            if (!isFailure(answer)) {
                lastSuccessAt = clock.instant();
            }
        }
        return answer;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private void tell(Operation operation, Outcome outcome, Duration took) {
        calls.ended(new ProviderCall(name(), operation, outcome, took));
    }

    private static Outcome outcome(@Nullable Object answer) {
        return switch (answer) {
            case Unknown _ -> Outcome.UNKNOWN;
            case NotSent _ -> Outcome.NOT_SENT;
            case Refused _ -> Outcome.REFUSED;
            case null, default -> Outcome.ANSWERED;
        };
    }
}
