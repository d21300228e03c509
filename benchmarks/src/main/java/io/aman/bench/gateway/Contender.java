package io.aman.bench.gateway;

import io.aman.bench.gateway.Clients.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** One of those that are compared, and what its rounds found. */
final class Contender {

    private static final long WARM = 500_000;
    private static final int WARM_UP_PARTS = 8;

    private record Round(Found found, double cpuMicros) {}

    private final String name;
    private final int port;
    private final Supplier<List<ProcessHandle>> processes;
    private final List<Round> rounds = new ArrayList<>();

    Contender(String name, int port, Supplier<List<ProcessHandle>> processes) {
        this.name = name;
        this.port = port;
        this.processes = processes;
    }

    String name() {
        return name;
    }

    /** Until it was asked as often as the compiler wants to see, or for {@code longest}. */
    void warmUp(Clients clients, int connections, Duration longest) {
        var end = System.nanoTime() + longest.toNanos();
        for (long answered = 0; answered < WARM && System.nanoTime() < end; ) {
            var found = clients.ask(port, connections, longest.dividedBy(WARM_UP_PARTS));
            requireAll(found);
            answered += found.answered();
        }
    }

    void round(Clients clients, int connections, Duration duration) {
        var before = cpu();
        var found = clients.ask(port, connections, duration);
        requireAll(found);
        rounds.add(new Round(found, cpu().minus(before).toNanos() / 1e3 / found.answered()));
    }

    private void requireAll(Found found) {
        if (found.failed() > 0 || found.answered() == 0) {
            throw new IllegalStateException(
                    "%s answered %d and refused %d".formatted(name, found.answered(), found.failed()));
        }
    }

    private Duration cpu() {
        return processes.get().stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    double[] perSecond() {
        return sorted(round -> round.found.perSecond());
    }

    double[] p99Millis() {
        return sorted(round -> round.found.p99() / 1e3);
    }

    double[] cpuMicros() {
        return sorted(Round::cpuMicros);
    }

    /** The median of what each round has to the same round of another: what slowed both is not in it. */
    double ratio(Contender other, ToDoubleFunction<Found> figure) {
        var ratios = new double[rounds.size()];
        for (var i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(rounds.get(i).found) / figure.applyAsDouble(other.rounds.get(i).found);
        }
        return median(sortedCopy(ratios));
    }

    /** As {@link #ratio}, in microseconds of processor time a request. */
    double cpuOver(Contender other) {
        var over = new double[rounds.size()];
        for (var i = 0; i < over.length; i++) {
            over[i] = rounds.get(i).cpuMicros - other.rounds.get(i).cpuMicros;
        }
        return median(sortedCopy(over));
    }

    /** Minimum, median and maximum of all. */
    String line() {
        return "%-6s %s/s, p99 %s ms, %s us of processor time a request"
                .formatted(name, spread(perSecond(), 0), spread(p99Millis(), 2), spread(cpuMicros(), 1));
    }

    private static String spread(double[] sorted, int digits) {
        var format = "%." + digits + "f/%." + digits + "f/%." + digits + "f";
        return String.format(Locale.ROOT, format, sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    private double[] sorted(ToDoubleFunction<Round> figure) {
        return sortedCopy(rounds.stream().mapToDouble(figure).toArray());
    }

    private static double[] sortedCopy(double[] figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
