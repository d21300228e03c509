package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderCall.Operation;
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
        return guard.<RefundAnswer>call(Operation.REFUND, () -> provider.refund(command), NotSent::new);
    }

    @Override
    public RefundSources refundSources(String ref) {
        return guard.call(Operation.READ_SOURCES, () -> provider.refundSources(ref), RefundSources.Unread::new);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return guard.<RefundAnswer>call(Operation.READ_REFUND, () -> provider.readRefund(refundRef), NotSent::new);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return guard.<RefundList>call(Operation.READ_REFUNDS, () -> provider.readRefunds(ref), NotSent::new);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return guard.<DisputeAnswer>call(Operation.READ_DISPUTE, () -> provider.readDispute(ref), NotSent::new);
    }

    @Override
    public Duration refundKeyLifetime() {
        return provider.refundKeyLifetime();
    }

    @Override
    public String methodKind() {
        return provider.methodKind();
    }

    ProviderHealth health() {
        return guard.health();
    }

    private ProviderAnswer guarded(Operation operation, Supplier<ProviderAnswer> call) {
        return guard.call(operation, call, NotSent::new);
    }
}
