package io.aman.bench.gateway;

import com.mongodb.client.MongoClients;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.Jvm;
import io.aman.bench.Verdict;
import io.aman.local.stack.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * What the gateway's whole check costs, by the same requests of the same people through
 *
 * <ul>
 *   <li>ours, with all it has: signature, revocations, limits, quota, activity, metrics, one trace in ten;
 *   <li>Spring Cloud Gateway with one route and nothing else;
 *   <li>nginx as a plain proxy, where it is installed: what a proxy can cost at all;
 *   <li>the usual way: Spring Security, a look-up of the session in MongoDB, Boot's observation.
 * </ul>
 *
 * They take turns, so that whatever else the machine does slows all. Clients, service and gateway share the processors:
 * what a gateway needs more, the others have less, and each answers fewer requests.
 */
public final class GatewayCost implements Benchmark {

    private static final int CONNECTIONS = 32;
    private static final String HEAP = "320m";
    private static final double MOST_START_SECONDS = 10;

    /**
     * How much there is of all.
     *
     * @param people who ask
     * @param revoked sessions when the gateway starts
     * @param mostRevoked sessions that it must find room for
     * @param mostPeople in use at once, for whom too
     */
    record Size(int people, int revoked, int mostRevoked, int mostPeople) {}

    private static final Size PROMISED = new Size(10_000, 300_000, 1_000_000, 100_000);

    static final String PERMISSION = "payment.view";

    /** A second, a minute, at once, a day without limit, a month. */
    private static final List<Long> LIMITS = List.of(50L, 1_200L, 50L, 0L, 1_000_000L);

    private final Size size;
    private final Duration warmUp;
    private final Duration turn;
    private final int turns;

    public GatewayCost() {
        this(PROMISED, Duration.ofSeconds(32), Duration.ofSeconds(5), 5);
    }

    GatewayCost(Size size, Duration warmUp, Duration turn, int turns) {
        this.size = size;
        this.warmUp = warmUp;
        this.turn = turn;
        this.turns = turns;
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String about() {
        return "requests through the gateway with all it checks, against a plain route, nginx and the usual way";
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting kafka and mongo; signing the tokens of %d people".formatted(size.people));
        var running = stacks.start(List.of("mongo", "kafka"));
        var tokens = tokens(size.people, person -> running.issuer().limited(person, LIMITS, PERMISSION));
        seed(running, size.people);
        var service = service(stacks, running);
        var clients = stacks.closing(Clients.with(tokens, running.folder()));
        progress.accept("telling Kafka of %d revocations".formatted(size.revoked));
        var revoked = stacks.closing(Revoked.at(running.stack().ports().kafkaBootstrap()));
        revoked.upTo(size.revoked);

        var verdicts = new ArrayList<Verdict>();
        var begin = System.nanoTime();
        try (var ours = Started.ours(running, service, HEAP).ready()) {
            verdicts.add(started((System.nanoTime() - begin) / 1e9));
            verdicts.addAll(compared(running, service, ours, clients, progress));
        }
        progress.accept("telling Kafka of %d revocations".formatted(size.mostRevoked));
        revoked.upTo(size.mostRevoked);
        verdicts.add(new Capacity(running, service, size).verdict(progress));
        return verdicts;
    }

    private List<Verdict> compared(
            Running running, int service, Started ours, Clients clients, Consumer<String> progress) {
        try (var plain = Started.plain(running, service, HEAP);
                var naive = Started.naive(running, service, HEAP)) {
            plain.ready();
            naive.ready();
            var race = new Race(clients, CONNECTIONS);
            race.add("plain", plain.port(), () -> List.of(plain.process().handle()));
            race.add("ours", ours.port(), () -> List.of(ours.process().handle()));
            race.add("naive", naive.port(), () -> List.of(naive.process().handle()));
            var port = Ports.free();
            try (var nginx = Nginx.between(port, service, running.folder())) {
                if (nginx.isInstalled()) {
                    race.add("nginx", port, nginx::handles);
                } else {
                    progress.accept("nginx not found: without it there is no bound to compare with");
                }
                race.run(warmUp, turn, turns, progress);
            }
            return List.of(race.throughput(), race.tail(), race.processorTime());
        }
    }

    private static int service(BenchStacks stacks, Running running) {
        var port = Ports.free();
        stacks.closing(Jvm.logging(
                        running.folder().resolve("log").resolve("bench-service.log"),
                        Map.of(),
                        List.of(
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Service.class.getName(),
                                Integer.toString(port))))
                .ready(running.stack().ports().http(port));
        return port;
    }

    static List<String> tokens(int people, UnaryOperator<String> token) {
        return IntStream.range(0, people)
                .parallel()
                .mapToObj(person -> token.apply("usr_" + person))
                .toList();
    }

    /** The sessions that the usual way looks up. */
    private static void seed(Running running, int people) {
        try (var mongo = MongoClients.create(running.stack().ports().mongoUri("naive"))) {
            var sessions = mongo.getDatabase("naive").getCollection("sessions");
            sessions.insertMany(IntStream.range(0, people)
                    .mapToObj(person -> new Document("_id", "ses_usr_" + person).append("state", "ACTIVE"))
                    .toList());
        }
    }

    private Verdict started(double seconds) {
        return new Verdict(
                "gateway-start",
                String.format(Locale.ROOT, "ready after %.1f s with %d revocations", seconds, size.revoked),
                "< 10 s",
                seconds < MOST_START_SECONDS);
    }
}
