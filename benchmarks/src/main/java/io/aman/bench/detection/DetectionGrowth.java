package io.aman.bench.detection;

import io.aman.bench.BenchStacks;
import io.aman.bench.Benchmark;
import io.aman.bench.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What it costs to look at a sign-in with few and with many known people, warm both times. */
public final class DetectionGrowth implements Benchmark {

    private static final double MOST_RATIO = 2;

    private final int few;
    private final int many;
    private final int signIns;
    private final int rounds;
    private final Duration warmUp;

    public DetectionGrowth() {
        this(10_000, 1_000_000, 10_000, 3, Duration.ofSeconds(45));
    }

    DetectionGrowth(int few, int many, int signIns, int rounds, Duration warmUp) {
        this.few = few;
        this.many = many;
        this.signIns = signIns;
        this.rounds = rounds;
        this.warmUp = warmUp;
    }

    @Override
    public String name() {
        return "detection-growth";
    }

    @Override
    public String about() {
        return "the cost of a sign-in with a million known people: < %.1fx of 10 thousand".formatted(MOST_RATIO);
    }

    @Override
    public List<Verdict> run(BenchStacks stacks, Consumer<String> progress) {
        var watched = Watched.start(stacks, many, progress);
        watched.growTo(few);
        watched.warmUp(watched.ours(), signIns, warmUp);
        var withFew = Watched.median(watched.rates(watched.ours(), signIns, rounds));
        watched.growTo(many);
        watched.warmUp(watched.ours(), signIns, warmUp.dividedBy(3)); // it was compiled before
        var withMany = Watched.median(watched.rates(watched.ours(), signIns, rounds));
        var ratio = withFew / withMany;
        var figures = String.format(
                Locale.ROOT,
                "%.2f ms a sign-in with %,d known people, %.2f ms with %,d, ratio %.2fx",
                1000 / withFew,
                few,
                1000 / withMany,
                many,
                ratio);
        return List.of(new Verdict("detection-growth", figures, "< 2.0x", ratio < MOST_RATIO));
    }
}
