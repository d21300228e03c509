package io.aman.bench.growth;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aman.bench.BenchStacks;
import io.aman.bench.Benchmark;
import io.aman.bench.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a session takes in the database, indexes counted apart, and the same calls to session-service with ten thousand
 * sessions on record and with a million: lists, statistics, refreshing.
 */
public final class SessionGrowth implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "security-service", "session-service");
    private static final int MAX_AVERAGE_BYTES = 500;
    private static final int OWN = 45;

    private final int few;
    private final int some;
    private final int many;
    private final Medians medians;

    public SessionGrowth() {
        this(10_000, 20_000, 1_000_000, Medians.WARM);
    }

    SessionGrowth(int few, int some, int many, Medians medians) {
        this.few = few;
        this.some = some;
        this.many = many;
        this.medians = medians;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String about() {
        return "bytes of a session, and list, stats and refresh with 10 thousand and with a million of them";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.startLarge(PARTS);
        var mongo = stacks.closing(MongoClients.create(running.stack().ports().mongoUri("session")));
        var database = mongo.getDatabase("session");
        var signIns = new SignIns(running, database);
        var person = signIns.person("person");
        var calls = new SessionCalls(
                running, person, signIns.administrator("administrator"), few / SessionRows.OF_ONE_PERSON);
        var rows = new SessionRows(database, signIns.records(), now());
        var userId = person.body().path("user").path("id").asString();
        rows.addOf(userId, signIns.accountKey("person"), OWN);

        rows.growTo(few);
        progress.accept("measuring with %,d sessions".formatted(few));
        rows.touch(userId, now());
        var before = medians.of(calls.all());
        rows.growTo(some);
        var atFirst = sizes(database);
        progress.accept("growing to %,d sessions".formatted(many));
        var begin = System.nanoTime();
        rows.growTo(many);
        progress.accept("measuring with them, after %d s".formatted((System.nanoTime() - begin) / 1_000_000_000));
        rows.touch(userId, now());
        var grown = Grown.of(before, medians.of(calls.all()));
        grown.forEach(one -> progress.accept(one.line()));
        return List.of(
                record(atFirst, sizes(database)),
                calls(SessionCalls.LIST, grown),
                calls(SessionCalls.STATISTICS, grown),
                calls(SessionCalls.REFRESH, grown));
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static IntSummaryStatistics sizes(MongoDatabase database) {
        return RecordSizes.of(database.getCollection(SessionRows.COLLECTION), "ses_");
    }

    private Verdict record(IntSummaryStatistics atFirst, IntSummaryStatistics atLast) {
        var figures = String.format(
                Locale.ROOT,
                "%.0f B on average with %,d sessions, %.0f B with %,d, the largest of %,d looked at %d B",
                atFirst.getAverage(),
                some,
                atLast.getAverage(),
                many,
                atLast.getCount(),
                atLast.getMax());
        var worst = Math.max(atFirst.getAverage(), atLast.getAverage());
        return new Verdict("sessions-record", figures, "<= 500 B", worst <= MAX_AVERAGE_BYTES);
    }

    private Verdict calls(String kind, List<Grown> grown) {
        var these = grown.stream().filter(one -> one.call().startsWith(kind)).toList();
        var worst = Grown.worst(these);
        var figures = String.format(
                Locale.ROOT,
                "%,d to %,d sessions, %s",
                few,
                many,
                these.stream().map(Grown::line).collect(Collectors.joining(", ")));
        return new Verdict("sessions-" + kind, figures, "<= 2.0x of %d k".formatted(few / 1_000), worst <= Grown.LIMIT);
    }
}
