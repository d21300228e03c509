package io.aman.bench.webhook;

import com.mongodb.client.MongoClients;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.ConstantRate;
import io.aman.bench.CpuTime;
import io.aman.bench.PaymentClient;
import io.aman.bench.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Signed Stripe webhooks at a constant rate, through the gateway as Stripe sends them: each is verified and in the
 * database's file before its 200. Forged ones come in between. Database and service are then killed, and everything
 * that was acknowledged must be there, and nothing forged.
 */
public final class WebhookIntake implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "sandbox", "payment-service", "gateway");
    private static final int PROMISED_PER_SECOND = 500;
    private static final int FORGED_PER_SECOND = 5;
    private static final int CALLERS = 64;
    private static final int PAYMENTS = 50;
    private static final double LIMIT_MILLIS = 50;

    private final int perSecond;
    private final Duration warmUp;
    private final Duration measured;

    public WebhookIntake() {
        this(PROMISED_PER_SECOND, Duration.ofSeconds(40), Duration.ofMinutes(1));
    }

    WebhookIntake(int perSecond, Duration warmUp, Duration measured) {
        this.perSecond = perSecond;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String about() {
        return "signed Stripe webhooks at " + PROMISED_PER_SECOND + "/s for a minute: p99 < 50 ms, none lost";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.start(PARTS);
        var webhooks = stacks.closing(webhooks(running));

        progress.accept("warming up for %d s".formatted(warmUp.toSeconds()));
        load(warmUp, webhooks);
        progress.accept("measuring for %d s".formatted(measured.toSeconds()));
        webhooks.forget();
        var cpu = CpuTime.of(PARTS, running.stack());
        var load = cpu.during(() -> load(measured, webhooks));
        progress.accept(cpu.line());

        progress.accept("killing payment-service and mongo");
        crash(running);
        return List.of(verdict(load, ledger(running, webhooks)));
    }

    private record Load(ConstantRate.Result signed, ConstantRate.Result forged) {}

    private Load load(Duration duration, Webhooks webhooks) {
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            var forged =
                    beside.submit(() -> new ConstantRate(FORGED_PER_SECOND, CALLERS).run(duration, webhooks::forge));
            return new Load(new ConstantRate(perSecond, CALLERS).run(duration, webhooks::send), forged.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Webhooks webhooks(Running running) {
        var stack = running.stack();
        var service = stack.ports().http(stack.ports().payment());
        var client = new PaymentClient(service, running.issuer().token("usr_bench", "payment.create", "payment.view"));
        for (var i = 0; i < PAYMENTS; i++) {
            client.pay("webhook-" + i);
        }
        try (var mongo = MongoClients.create(stack.ports().mongoUri("payment"))) {
            var known = Ledger.payments(mongo.getDatabase("payment"));
            var secret = stack.secret("payment-service", "payment.provider.stripe.webhook-secret");
            return new Webhooks(stack.gateway(), secret, known);
        }
    }

    private static void crash(Running running) {
        var stack = running.stack();
        stack.kill("payment-service");
        stack.kill("mongo");
        stack.restart("mongo");
        stack.restart("payment-service");
    }

    private static Ledger ledger(Running running, Webhooks webhooks) {
        try (var mongo = MongoClients.create(running.stack().ports().mongoUri("payment"))) {
            return Ledger.compared(mongo.getDatabase("payment"), webhooks.acknowledged(), webhooks.forged());
        }
    }

    private Verdict verdict(Load load, Ledger ledger) {
        var signed = load.signed();
        var figures = String.format(
                Locale.ROOT,
                "%d/s for %d s, p50 %.1f ms, p99 %.1f ms, max %.0f ms, %d sent, %d acknowledged, %d stored, %d lost,"
                        + " %d of %d forged refused",
                perSecond,
                measured.toSeconds(),
                signed.percentile(50),
                signed.percentile(99),
                signed.percentile(100),
                signed.sent(),
                signed.succeeded(),
                ledger.stored(),
                ledger.lost(),
                load.forged().succeeded(),
                load.forged().due());
        var met = signed.percentile(99) < LIMIT_MILLIS
                && signed.isComplete()
                && load.forged().isComplete()
                && ledger.lost() == 0
                && ledger.forged() == 0;
        return new Verdict("webhook-intake", figures, "p99 < 50 ms, 0 lost", met);
    }
}
