package io.aman.bench.detection;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aman.bench.BenchStacks;
import io.aman.bench.BenchStacks.Running;
import io.aman.bench.CpuTime;
import io.aman.local.stack.LocalStack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bson.Document;

/** A stack whose sign-ins are watched, with people whom it knows and a load of sign-ins for it. */
final class Watched {

    static final String SERVICE = "security-service";
    private static final List<String> PARTS = List.of("mongo", "kafka", SERVICE);
    private static final int VISITS = 6;

    private final Running running;
    private final MongoClient mongo;
    private final SignIns load;
    private final People people;
    private final Document original;
    private final Consumer<String> progress;

    private Watched(Running running, MongoClient mongo, SignIns load, People people, Consumer<String> progress) {
        this.running = running;
        this.mongo = mongo;
        this.load = load;
        this.people = people;
        this.progress = progress;
        this.original = original();
    }

    /** Works on what the one who reads the sign-ins has stored, so that nothing is counted which was not kept. */
    record Side(String group, MongoDatabase database, String collection) {}

    /** @param most how many people there may be at last */
    static Watched start(BenchStacks stacks, int most, Consumer<String> progress) {
        progress.accept("starting " + String.join(", ", PARTS));
        var running = stacks.startLarge(PARTS);
        var ports = running.stack().ports();
        var mongo = stacks.closing(MongoClients.create(ports.mongoUri("security")));
        var database = mongo.getDatabase("security");
        var load = stacks.closing(new SignIns(ports.kafkaBootstrap(), database));
        return new Watched(running, mongo, load, new People(database, most), progress);
    }

    /** Somebody who has signed in some times at home. */
    private Document original() {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        for (var i = VISITS; i > 0; i--) {
            load.tell(List.of(load.home(0, now.minus(i, ChronoUnit.DAYS))));
        }
        try (var group = new Group(stack().ports().kafkaBootstrap(), SERVICE)) {
            group.awaitDone();
        }
        var known = people.of(0);
        people.forget(0);
        return known;
    }

    LocalStack stack() {
        return running.stack();
    }

    Side ours() {
        return new Side(SERVICE, database("security"), "attempts");
    }

    MongoDatabase database(String name) {
        return mongo.getDatabase(name);
    }

    Path log(String name) {
        return running.folder().resolve("log").resolve(name + ".log");
    }

    void growTo(int many) {
        progress.accept("growing to %,d people".formatted(many));
        var begin = System.nanoTime();
        people.growTo(many, original);
        progress.accept("they are known after %d s".formatted((System.nanoTime() - begin) / 1_000_000_000));
    }

    /** Rounds until the compilers have had so long: earlier ones are measured half interpreted. */
    void warmUp(Side side, int signIns, Duration atLeast) {
        var begin = System.nanoTime();
        do {
            progress.accept(line("warming up", rate(side, signIns)));
        } while (System.nanoTime() - begin < atLeast.toNanos());
    }

    /** Of each round, a second. */
    List<Double> rates(Side side, int signIns, int rounds) {
        var cpu = CpuTime.of(PARTS.stream().filter(stack()::isRunning).toList(), stack());
        var rates = cpu.during(() -> {
            var each = new ArrayList<Double>();
            for (var i = 0; i < rounds; i++) {
                var rate = rate(side, signIns);
                progress.accept(line(side.group(), rate));
                each.add(rate);
            }
            return each;
        });
        progress.accept("for each sign-in, " + cpu.line((long) rounds * signIns));
        return rates;
    }

    private double rate(Side side, int signIns) {
        var events = load.counted(signIns, people);
        var before = side.database().getCollection(side.collection()).countDocuments();
        try (var group = new Group(stack().ports().kafkaBootstrap(), side.group())) {
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

    private static String line(String what, double rate) {
        return String.format(Locale.ROOT, "%s: %.0f/s", what, rate);
    }

    static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
