package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A provider behind its {@link Guard}. */
final class GuardedProvider implements PaymentProvider {

    private final PaymentProvider provider;
    private final Guard guard;

    GuardedProvider(PaymentProvider provider, Guard guard) {
        this.provider = provider;
        this.guard = guard;
    }

    @Override
    public boolean isAvailable() {
        return guard.letsThrough();
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
        return guard.<RefundAnswer>call(() -> provider.refund(command), NotSent::new);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return guard.<RefundAnswer>call(() -> provider.readRefund(refundRef), NotSent::new);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return guard.<RefundList>call(() -> provider.readRefunds(ref), NotSent::new);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return guard.<DisputeAnswer>call(() -> provider.readDispute(ref), NotSent::new);
    }

    @Override
    public Duration refundKeyLifetime() {
        return provider.refundKeyLifetime();
    }

    private ProviderAnswer guarded(Supplier<ProviderAnswer> call) {
        return guard.call(call, NotSent::new);
    }
}
