package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.function.Supplier;

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

    /** Whether an answer speaks for leaving the provider alone. */
    static boolean isFailure(Object answer) {
        return switch ((ProviderAnswer) answer) {
            case Unknown _, NotSent _ -> true;
            case Fact _, Refused _ -> false;
        };
    }

    @Override
    public String name() {
        return provider.name();
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

    private ProviderAnswer guarded(Supplier<ProviderAnswer> call) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
        } catch (BulkheadFullException _) {
            return new NotSent("too many calls are under way");
        } catch (CallNotPermittedException _) {
            return new NotSent("the provider is failing and left alone for a moment");
        }
    }
}
