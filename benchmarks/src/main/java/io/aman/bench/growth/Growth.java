package io.aman.bench.growth;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aman.bench.BenchStacks;
import io.aman.bench.Benchmark;
import io.aman.bench.PaymentClient;
import io.aman.bench.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * The same calls to payment-service with ten thousand payments and with a million: lists, searches, one payment, its trail,
 * metrics, the operators' inbox. One payer owns half of the payments at both times. Compared are medians of calls that go
 * one after the other; what is slow only because much has to be read is slower in them, too.
 */
public final class Growth implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "sandbox", "payment-service");

    private final int few;
    private final int many;
    private final Medians medians;

    public Growth() {
        this(10_000, 1_000_000, Medians.WARM);
    }

    Growth(int few, int many, Medians medians) {
        this.few = few;
        this.many = many;
        this.medians = medians;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String about() {
        return "lists, search, audit and metrics with 10 thousand payments and with a million: less than twice as slow";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.startLarge(PARTS);
        var stack = running.stack();
        var mongo = stacks.closing(MongoClients.create(stack.ports().mongoUri("payment")));
        var database = mongo.getDatabase("payment");
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        var token = running.issuer().token("usr_bench", "payment.create", "payment.view");
        var rows = new Rows(
                database,
                paid(new PaymentClient(stack.ports().http(stack.ports().payment()), token)),
                now);
        fillHours(database, now.truncatedTo(ChronoUnit.HOURS).toEpochMilli());

        rows.growTo(few);
        progress.accept("measuring with %,d payments".formatted(few));
        var before = medians.of(new Calls(running, rows).all());
        progress.accept("growing to %,d payments".formatted(many));
        var begin = System.nanoTime();
        rows.growTo(many);
        progress.accept("measuring with them, after %d s".formatted((System.nanoTime() - begin) / 1_000_000_000));
        var after = medians.of(new Calls(running, rows).all());

        var grown = Grown.of(before, after);
        grown.forEach(one -> progress.accept(one.line()));
        return List.of(verdict(grown));
    }

    private static String paid(PaymentClient client) {
        var id = client.create("original");
        client.confirm(id, "original");
        client.capture(id, "original");
        return id;
    }

    /**
     * As many hours as are kept of what a busy shop has, but for the newest two, in which the service may have written: they
     * don't grow with the payments.
     */
    private static void fillHours(MongoDatabase database, long newest) {
        var hours = database.getCollection("paymentHours");
        var sums = new Document();
        for (var currency : List.of("EUR", "USD", "KWD")) {
            sums.append(
                    "stripe|card|" + currency,
                    new Document("created", 40L).append("captures", 38L).append("captured_minor", 1_900_000L));
        }
        hours.insertMany(IntStream.range(2, (int) Duration.ofDays(90).toHours())
                .mapToObj(n ->
                        Instant.ofEpochMilli(newest).minus(Duration.ofHours(n)).toString())
                .map(id -> new Document("_id", id).append("p0", new Document("offset", 0L).append("sums", sums)))
                .toList());
    }

    private Verdict verdict(List<Grown> grown) {
        var worst = Grown.worst(grown);
        return new Verdict(
                "growth",
                String.format(
                        Locale.ROOT, "%,d to %,d payments, at most %.2fx: %s", few, many, worst, Grown.ratios(grown)),
                "< 2.0x",
                worst < Grown.LIMIT);
    }
}
