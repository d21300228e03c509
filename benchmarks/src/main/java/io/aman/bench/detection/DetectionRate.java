package io.aman.bench.detection;

import io.aman.bench.BenchStacks;
import io.aman.bench.Benchmark;
import io.aman.bench.Jvm;
import io.aman.bench.Verdict;
import io.aman.bench.detection.Watched.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sign-ins that security-service looks at in a second: from the first that is told to Kafka to the last that it has
 * committed, with all that was learned, noticed and answered in the database. Beside it a consumer that does nothing but
 * keep them.
 */
public final class DetectionRate implements Benchmark {

    private static final int LEAST_PER_SECOND = 2_000;

    private final int people;
    private final int signIns;
    private final int rounds;
    private final Duration warmUp;

    public DetectionRate() {
        this(10_000, 20_000, 3, Duration.ofSeconds(45));
    }

    DetectionRate(int people, int signIns, int rounds, Duration warmUp) {
        this.people = people;
        this.signIns = signIns;
        this.rounds = rounds;
        this.warmUp = warmUp;
    }

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String about() {
        return "sign-ins scored a second, with %,d known people: >= %,d/s".formatted(people, LEAST_PER_SECOND);
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        var watched = Watched.start(stacks, people, progress);
        watched.growTo(people);
        watched.warmUp(watched.ours(), signIns, warmUp);
        var ours = watched.rates(watched.ours(), signIns, rounds);
        watched.stack().kill(Watched.SERVICE); // so that each has the machine for itself
        var plain = plain(watched);
        var figures = String.format(
                Locale.ROOT,
                "%.0f/s of sign-ins scored, %.0f/s only kept by a plain consumer, ratio %.2f",
                Watched.median(ours),
                Watched.median(plain),
                Watched.median(ours) / Watched.median(plain));
        return List.of(new Verdict(
                "detection-rate", figures, ">= " + LEAST_PER_SECOND + "/s", Watched.median(ours) >= LEAST_PER_SECOND));
    }

    private List<Double> plain(Watched watched) {
        var stack = watched.stack();
        var arguments = new ArrayList<>(stack.jvmOptions(Watched.SERVICE));
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                PlainConsumer.class.getName(),
                stack.ports().kafkaBootstrap(),
                stack.ports().mongoUri("plain")));
        try (var _ = Jvm.logging(watched.log("plain"), Map.of(), arguments)) {
            var side = new Side(PlainConsumer.GROUP, watched.database("plain"), "signIns");
            watched.warmUp(side, signIns, warmUp.dividedBy(3)); // a tenth of the code
            return watched.rates(side, signIns, rounds);
        }
    }
}
