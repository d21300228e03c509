package io.aman.bench.detection;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Benchmark;
import io.aman.bench.CpuTime;
import io.aman.bench.Jvm;
import io.aman.bench.Verdict;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * Sign-ins that security-service looks at in a second: from the first that is told to Kafka to the last that it has
 * committed, with all that was learned, noticed and answered in the database. Before, and after a million people are known.
 * Beside it a consumer that does nothing but keep them.
 */
public final class DetectionRate implements Benchmark {

    private static final List<String> PARTS = List.of("mongo", "kafka", "security-service");
    private static final String SERVICE = "security-service";
    private static final int LEAST_PER_SECOND = 2_000;
    private static final double MOST_RATIO = 2;
    private static final int VISITS = 6;
    private static final int WARM_UPS = 2;

    private final int few;
    private final int many;
    private final int signIns;
    private final int rounds;

    public DetectionRate() {
        this(10_000, 1_000_000, 20_000, 3);
    }

    DetectionRate(int few, int many, int signIns, int rounds) {
        this.few = few;
        this.many = many;
        this.signIns = signIns;
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String about() {
        return "sign-ins scored a second, with 10 thousand and with a million known people: >= 2000/s";
    }

    /** Works on what the service has stored, so that nothing is counted which was not kept. */
    private record Side(String group, MongoDatabase database, String collection) {}

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.startLarge(PARTS);
        var ports = running.stack().ports();
        var mongo = stacks.closing(MongoClients.create(ports.mongoUri("security")));
        var ours = new Side(SERVICE, mongo.getDatabase("security"), "attempts");
        var load = stacks.closing(new SignIns(ports.kafkaBootstrap(), ours.database()));
        var people = new People(ours.database(), many);

        var original = original(running, load, people);
        people.growTo(few, original);
        for (var i = 0; i < WARM_UPS; i++) {
            progress.accept(line("warming up", rate(running, ours, load, people)));
        }
        var cpu = CpuTime.of(PARTS, running.stack());
        var withFew = cpu.during(() -> rates(running, ours, load, people, progress));
        progress.accept("for each sign-in, " + cpu.line((long) rounds * signIns));
        progress.accept("growing to %,d people".formatted(many));
        var begin = System.nanoTime();
        people.growTo(many, original);
        progress.accept("they are known after %d s".formatted((System.nanoTime() - begin) / 1_000_000_000));
        var withMany = rates(running, ours, load, people, progress);
        running.stack().kill(SERVICE); // so that each has the machine for itself
        var plain = plain(running, mongo.getDatabase("plain"), load, people, progress);
        return List.of(rate(withFew, plain), growth(withFew, withMany));
    }

    /** Somebody who has signed in some times at home. */
    private static Document original(Running running, SignIns load, People people) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        for (var i = VISITS; i > 0; i--) {
            load.tell(List.of(load.home(0, now.minus(i, ChronoUnit.DAYS))));
        }
        try (var group = new Group(running.stack().ports().kafkaBootstrap(), SERVICE)) {
            group.awaitDone();
        }
        var original = people.of(0);
        people.forget(0);
        return original;
    }

    private List<Double> rates(Running running, Side side, SignIns load, People people, Consumer<String> progress) {
        var rates = new ArrayList<Double>();
        for (var i = 0; i < rounds; i++) {
            var rate = rate(running, side, load, people);
            progress.accept(line(side.group(), rate));
            rates.add(rate);
        }
        return rates;
    }

    /** Of one round, a second. */
    private double rate(Running running, Side side, SignIns load, People people) {
        var events = load.counted(signIns, people);
        var before = side.database().getCollection(side.collection()).countDocuments();
        try (var group = new Group(running.stack().ports().kafkaBootstrap(), side.group())) {
            group.awaitDone();
            var begin = System.nanoTime();
            load.tell(events);
            group.awaitDone();
            var seconds = (System.nanoTime() - begin) / 1e9;
            var kept = side.database().getCollection(side.collection()).countDocuments() - before;
            if (kept != signIns) {
                throw new IllegalStateException(kept + " of " + signIns + " sign-ins were kept");
            }
            return signIns / seconds;
        }
    }

    private List<Double> plain(
            Running running, MongoDatabase database, SignIns load, People people, Consumer<String> progress) {
        var stack = running.stack();
        var arguments = new ArrayList<>(stack.jvmOptions(SERVICE));
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                PlainConsumer.class.getName(),
                stack.ports().kafkaBootstrap(),
                stack.ports().mongoUri("plain")));
        var log = running.folder().resolve("log").resolve("plain.log");
        try (var _ = Jvm.logging(log, Map.of(), arguments)) {
            var side = new Side(PlainConsumer.GROUP, database, "signIns");
            progress.accept(line("warming up", rate(running, side, load, people)));
            return rates(running, side, load, people, progress);
        }
    }

    private static String line(String what, double rate) {
        return String.format(Locale.ROOT, "%s: %.0f/s", what, rate);
    }

    private Verdict rate(List<Double> ours, List<Double> plain) {
        var figures = String.format(
                Locale.ROOT,
                "%.0f/s of sign-ins scored, %.0f/s only kept by a plain consumer, ratio %.2f",
                median(ours),
                median(plain),
                median(ours) / median(plain));
        return new Verdict(
                "detection-rate", figures, ">= " + LEAST_PER_SECOND + "/s", median(ours) >= LEAST_PER_SECOND);
    }

    private Verdict growth(List<Double> withFew, List<Double> withMany) {
        var ratio = median(withFew) / median(withMany);
        var figures = String.format(
                Locale.ROOT,
                "%.2f ms a sign-in with %d k known people, %.2f ms with %d k, ratio %.2fx",
                1000 / median(withFew),
                few / 1000,
                1000 / median(withMany),
                many / 1000,
                ratio);
        return new Verdict("detection-growth", figures, "< 2.0x of 10 k", ratio < MOST_RATIO);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
