package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real adapter whose next call meets a mishap of the line or of our own process. */
final class UnreliableProvider implements PaymentProvider {

    /** What can come between us and a provider. */
    enum Mishap {
        NONE,
        /** The request never arrives, and nobody can tell. */
        CALL_LOST,
        /** It takes effect, and the answer never arrives. */
        ANSWER_LOST,
        /** It certainly never left. */
        NOT_SENT,
        /** The line delivers it twice. */
        SENT_TWICE,
        /** Our process ends before the request leaves. */
        CRASH_BEFORE,
        /** Our process ends before the answer is written. */
        CRASH_AFTER
    }

    /** The process ends here. */
    static final class Crash extends Error {}

    private final PaymentProvider provider;
    private Mishap next = Mishap.NONE;
    private int spared;

    UnreliableProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    void next(Mishap mishap) {
        next(mishap, 0);
    }

    /** @param calls how many go well before it */
    void next(Mishap mishap, int calls) {
        next = mishap;
        spared = calls;
    }

    private <A> A meet(Supplier<A> call, Function<String, A> unknown, Function<String, A> notSent) {
        if (spared > 0) {
            spared--;
            return call.get();
        }
        var mishap = next;
        next = Mishap.NONE;
        return switch (mishap) {
            case NONE -> call.get();
            case CALL_LOST -> unknown.apply("lost");
            case ANSWER_LOST -> {
                var _ = call.get();
                yield unknown.apply("lost");
            }
            case NOT_SENT -> notSent.apply("not sent");
            case SENT_TWICE -> {
                var _ = call.get();
                yield call.get();
            }
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                var _ = call.get();
                throw new Crash();
            }
        };
    }

    private ProviderAnswer ask(Supplier<ProviderAnswer> call) {
        return meet(call, Unknown::new, NotSent::new);
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
    public Duration refundKeyLifetime() {
        return provider.refundKeyLifetime();
    }

    @Override
    public ProviderAnswer create(Create command) {
        return ask(() -> provider.create(command));
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return ask(() -> provider.confirm(command));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return ask(() -> provider.capture(command));
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        return ask(() -> provider.cancel(command));
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        return this.<RefundAnswer>meet(() -> provider.refund(command), Unknown::new, NotSent::new);
    }

    /** Reads before anything is written; what it meets can be no more than a refusal. */
    @Override
    public RefundSources refundSources(String ref) {
        return provider.refundSources(ref);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return this.<RefundAnswer>meet(() -> provider.readRefund(refundRef), Unknown::new, NotSent::new);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return this.<RefundList>meet(() -> provider.readRefunds(ref), Unknown::new, NotSent::new);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return this.<DisputeAnswer>meet(() -> provider.readDispute(ref), Unknown::new, NotSent::new);
    }

    @Override
    public ProviderAnswer read(String ref) {
        return ask(() -> provider.read(ref));
    }
}
