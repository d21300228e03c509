package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
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

    /** @param breaker must {@linkplain #isFailure count} answers, as no provider throws */
    GuardedProvider(PaymentProvider provider, CircuitBreaker breaker, Bulkhead bulkhead) {
        this.provider = provider;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
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
        return guarded(() -> provider.create(command));
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return guarded(() -> provider.confirm(command));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return guarded(() -> provider.capture(command));
    }

    @Override
    public ProviderAnswer read(String ref) {
        return guarded(() -> provider.read(ref));
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        return guarded(() -> provider.cancel(command));
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        return this.<RefundAnswer>guarded(() -> provider.refund(command), NotSent::new);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return this.<RefundAnswer>guarded(() -> provider.readRefund(refundRef), NotSent::new);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return this.<RefundList>guarded(() -> provider.readRefunds(ref), NotSent::new);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return this.<DisputeAnswer>guarded(() -> provider.readDispute(ref), NotSent::new);
    }

    @Override
    public Duration refundKeyLifetime() {
        return provider.refundKeyLifetime();
    }

    private ProviderAnswer guarded(Supplier<ProviderAnswer> call) {
        return guarded(call, NotSent::new);
    }

    private <A> A guarded(Supplier<A> call, Function<String, A> heldBack) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
        } catch (BulkheadFullException _) {
            return heldBack.apply("too many calls are under way");
        } catch (CallNotPermittedException _) {
            return heldBack.apply("the provider is failing and left alone for a moment");
        }
    }
}
