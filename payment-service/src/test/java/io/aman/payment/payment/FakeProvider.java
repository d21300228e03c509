package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider with books and keys, whose calls go wrong on demand. */
final class FakeProvider implements PaymentProvider {

    /** What a crash looks like to the code that is running: it ends here. */
    static final class Crash extends Error {}

    private final Map<String, Fact> books = new HashMap<>();
    private final Map<String, Money> amounts = new HashMap<>();
    private final Map<String, Fact> answers = new HashMap<>();
    private final Deque<Function<Supplier<Fact>, ProviderAnswer>> next = new ArrayDeque<>();
    private final AtomicInteger effects = new AtomicInteger();
    private final Map<String, Stands> refunds = new HashMap<>();
    private final AtomicInteger sends = new AtomicInteger();
    private Runnable whileReading = () -> {};

    /** How often something really happened. */
    int effects() {
        return effects.get();
    }

    /** How often something was asked for. */
    int sends() {
        return sends.get();
    }

    int payments() {
        return books.size();
    }

    void nextIsLost() {
        next.add(_ -> new Unknown("no answer"));
    }

    void nextAnswerIsLost() {
        next.add(call -> {
            var _ = call.get();
            return new Unknown("no answer");
        });
    }

    void nextIsNotSent() {
        next.add(_ -> new NotSent("no connection"));
    }

    void crashBeforeNext() {
        next.add(_ -> {
            throw new Crash();
        });
    }

    void crashAfterNext() {
        next.add(call -> {
            var _ = call.get();
            throw new Crash();
        });
    }

    /** Something happens after the next call took effect and before its answer is back. */
    void beforeNextAnswer(Runnable happening) {
        next.add(call -> {
            var answer = call.get();
            happening.run();
            return answer;
        });
    }

    void whileReading(Runnable happening) {
        whileReading = happening;
    }

    /** Somebody did something at the provider without us. */
    void standsAs(Fact fact) {
        synchronized (books) {
            books.put(fact.ref(), fact);
        }
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public boolean takes(PaymentMethodToken method) {
        return method != null;
    }

    @Override
    public AmountCheck check(Money amount) {
        return new AmountCheck.Exact();
    }

    @Override
    public Duration keyLifetime() {
        return Duration.ofHours(23);
    }

    @Override
    public ProviderAnswer create(Create command) {
        return send(command, () -> {
            var ref = "pi_" + (books.size() + 1);
            amounts.put(ref, command.amount());
            return new Created(ref);
        });
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return send(
                command,
                () -> command.paymentMethod().value().equals("pm_bad")
                        ? new Declined(command.ref(), "no", "ch_" + effects.get())
                        : new Authorized(command.ref(), amounts.get(command.ref())));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return send(command, () -> new Captured(command.ref(), command.amount()));
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        return send(command, () -> {
            var standing = books.get(command.ref());
            return standing instanceof Captured ? standing : new Canceled(command.ref());
        });
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        sends.incrementAndGet();
        var planned = next.poll();
        if (planned == null) {
            return give(command);
        }
        return switch (planned.apply(() -> {
            var _ = give(command);
            return books.get(command.paymentRef());
        })) {
            case Unknown unknown -> unknown;
            case NotSent notSent -> notSent;
            case Refused refused -> refused;
            case Fact _, Absent _ -> give(command);
        };
    }

    private Stands give(RefundCommand command) {
        synchronized (books) {
            return refunds.computeIfAbsent(command.key(), _ -> {
                effects.incrementAndGet();
                return new Stands("re_" + command.key(), command.amount(), RefundAnswer.State.SUCCEEDED, null);
            });
        }
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        synchronized (books) {
            return refunds.values().stream()
                    .filter(refund -> refund.ref().equals(refundRef))
                    .findFirst()
                    .<RefundAnswer>map(refund -> refund)
                    .orElseGet(() -> new Unknown("not found"));
        }
    }

    /** What was given back by now, in minor units. */
    long givenBack() {
        synchronized (books) {
            return refunds.values().stream()
                    .filter(refund -> refund.state() == RefundAnswer.State.SUCCEEDED)
                    .mapToLong(refund -> refund.amount().amountMinor())
                    .sum();
        }
    }

    private ProviderAnswer send(ProviderCommand command, Supplier<Fact> work) {
        sends.incrementAndGet();
        Supplier<Fact> once = () -> {
            synchronized (books) {
                return answers.computeIfAbsent(command.key(), _ -> {
                    effects.incrementAndGet();
                    var fact = work.get();
                    books.put(fact.ref(), fact);
                    return fact;
                });
            }
        };
        var planned = next.poll();
        return planned == null ? once.get() : planned.apply(once);
    }

    @Override
    public ProviderAnswer read(String ref) {
        Fact fact;
        synchronized (books) {
            fact = books.get(ref);
        }
        whileReading.run();
        return fact == null ? new Unknown("not found") : fact;
    }
}
