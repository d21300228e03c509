package io.aman.bench.payment;

import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.CpuTime;
import io.aman.bench.PaymentClient;
import io.aman.bench.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Payments created, confirmed and captured per second, against {@linkplain io.aman.bench.plain a plain service}.
 *
 * <p>What both do: answer the same three requests of the same client; verify its RS256 token; for each request write
 * that the provider is being asked, ask it, and write the answer, so three requests to the provider and six writes a
 * payment; on Spring MVC with virtual threads, with equal JVM options, the same provider and the same database server,
 * in documents that are as large as ours are in that state.
 *
 * <p>What the plain one does without: idempotency keys and their kept answers, conditional updates, the audit trail,
 * events and their way to Kafka, breaker and bulkhead, metrics and traces. Our time ends when the last event is
 * published, not with the last answer. The provider's webhooks go to neither; what they cost has its own benchmark.
 *
 * <p>The two take turns, so that whatever else the machine does slows both.
 */
public final class PaymentThroughput implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "sandbox", "payment-service");
    private static final int CALLERS = 16;
    private static final double LEAST_RATIO = 0.5;
    private static final Duration MOST_BEHIND = Duration.ofMinutes(1);
    /** After 20 s two fifths of either service's processor time were still its compilers', after 60 s a twentieth. */
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    /** So long that the wait for the last events is a small part of it. */
    private static final Duration TURN = Duration.ofSeconds(16);

    private final Duration warmUp;
    private final Duration turn;
    private final int turns;

    public PaymentThroughput() {
        this(WARM_UP, TURN, 5);
    }

    PaymentThroughput(Duration warmUp, Duration turn, int turns) {
        this.warmUp = warmUp;
        this.turn = turn;
        this.turns = turns;
    }

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public String about() {
        return "payments created and captured, against a service without idempotency, audit and outbox: ratio >= 0.5";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS) + " and the plain service");
        var running = stacks.start(PARTS);
        var stack = running.stack();
        var token = running.issuer().token("usr_bench", "payment.create", "payment.view");
        var ours = new PaymentClient(stack.ports().http(stack.ports().payment()), token);
        var mongo = stacks.closing(MongoClients.create(stack.ports().mongoUri("payment")));
        var payments = mongo.getDatabase("payment").getCollection("payments");
        var sizes = Sizes.measured(ours, payments.withDocumentClass(RawBsonDocument.class));
        var peer = peer(stacks, running, sizes);
        var plain = new PaymentClient(peer.address(), token);

        progress.accept("warming up, %d s each; %s bytes".formatted(warmUp.toSeconds(), sizes));
        Round.of(CALLERS, warmUp, number -> ours.pay("warm-" + number), () -> awaitPublished(payments));
        Round.of(CALLERS, warmUp, number -> plain.pay("warm-" + number), () -> {});
        progress.accept(documents(mongo.getDatabase("plain")));

        var our = Round.NONE;
        var peers = Round.NONE;
        var ourTime = peer.in(CpuTime.of(PARTS, stack));
        var peersTime = peer.in(CpuTime.of(PARTS, stack));
        for (var i = 0; i < turns; i++) {
            var prefix = "turn-" + i + "-";
            var one = ourTime.during(
                    () -> Round.of(CALLERS, turn, number -> ours.pay(prefix + number), () -> awaitPublished(payments)));
            var other = peersTime.during(() -> Round.of(CALLERS, turn, number -> plain.pay(prefix + number), () -> {}));
            progress.accept(String.format(
                    Locale.ROOT, "turn %d: %.0f/s against %.0f/s", i + 1, one.perSecond(), other.perSecond()));
            our = our.plus(one);
            peers = peers.plus(other);
        }
        progress.accept("processor time of one payment: " + ourTime.line(our.calls()));
        progress.accept("processor time of a plain one: " + peersTime.line(peers.calls()));
        return List.of(verdict(our.perSecond(), peers.perSecond()));
    }

    private static Peer peer(BenchStacks stacks, Running running, Sizes sizes) {
        return stacks.closing(Peer.beside(running, sizes)).ready();
    }

    private static String documents(MongoDatabase plain) {
        var payment = plain.getCollection("plainPayments", RawBsonDocument.class)
                .find(new Document("state", "CAPTURED"))
                .first();
        return "the plain service's documents: "
                + (payment == null ? 0 : payment.getByteBuffer().remaining()) + " bytes once captured";
    }

    private static void awaitPublished(MongoCollection<Document> payments) {
        var deadline = System.nanoTime() + MOST_BEHIND.toNanos();
        while (payments.countDocuments(exists("outbox.id")) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("events still wait for Kafka after " + MOST_BEHIND);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static Verdict verdict(double ours, double plain) {
        var figures = String.format(
                Locale.ROOT, "%.0f payments/s against %.0f payments/s, ratio %.2f", ours, plain, ours / plain);
        return new Verdict("payments", figures, "ratio >= 0.50", ours / plain >= LEAST_RATIO);
    }
}
