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
import java.util.function.Consumer;

/**
 * Signed Stripe webhooks at a constant rate, past the gateway: each is verified and in the database's file before its
 * 200. Database and service are then killed, and what was acknowledged must be there once.
 */
public final class WebhookIntake implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "sandbox", "payment-service");
    private static final int PER_SECOND = 500;
    private static final int CALLERS = 64;
    private static final int PAYMENTS = 50;
    private static final double LIMIT_MILLIS = 50;

    private final Duration warmUp;
    private final Duration measured;

    public WebhookIntake() {
        this(Duration.ofSeconds(20), Duration.ofMinutes(1));
    }

    WebhookIntake(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public String about() {
        return "signed Stripe webhooks at " + PER_SECOND + "/s for a minute: p99 < 50 ms, none lost";
    }

    @Override
    public Verdict run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.start(PARTS);
        var stack = running.stack();
        var webhooks = webhooks(running);
        var rate = new ConstantRate(PER_SECOND, CALLERS);

        progress.accept("warming up for %d s".formatted(warmUp.toSeconds()));
        rate.run(warmUp, webhooks::send);
        progress.accept("measuring for %d s".formatted(measured.toSeconds()));
        webhooks.forget();
        var cpu = CpuTime.of(List.of("mongo", "payment-service", "sandbox", "kafka"), stack);
        var result = rate.run(measured, webhooks::send);
        progress.accept(cpu.line());

        progress.accept("killing payment-service and mongo");
        stack.kill("payment-service");
        stack.kill("mongo");
        stack.restart("mongo");
        stack.restart("payment-service");
        return verdict(result, webhooks.acknowledged(), running);
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
            return new Webhooks(service, secret, known);
        }
    }

    private Verdict verdict(ConstantRate.Result result, List<String> acknowledged, Running running) {
        try (var mongo = MongoClients.create(running.stack().ports().mongoUri("payment"))) {
            var ledger = Ledger.compared(mongo.getDatabase("payment"), acknowledged);
            var p99 = result.percentile(99);
            return new Verdict(
                    "webhook-intake",
                    String.format(
                            Locale.ROOT,
                            "%d/s for %d s, p50 %.1f ms, p99 %.1f ms, max %.0f ms, %d acknowledged, %d refused, %d lost, %d doubled",
                            PER_SECOND,
                            measured.toSeconds(),
                            result.percentile(50),
                            p99,
                            result.percentile(100),
                            acknowledged.size(),
                            result.refused(),
                            ledger.lost(),
                            ledger.doubled()),
                    "p99 < 50 ms, 0 lost",
                    p99 < LIMIT_MILLIS && result.refused() == 0 && ledger.lost() == 0 && ledger.doubled() == 0);
        }
    }
}
