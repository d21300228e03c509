package io.aman.bench.gateway;

import io.aman.bench.Verdict;
import io.aman.bench.gateway.Clients.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Gateways that take turns under the same load. */
final class Race {

    private static final double LEAST_RATIO = 0.9;
    private static final double MOST_P99 = 1.2;
    private static final double MOST_CPU_MICROS = 10;

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Clients clients;
    private final int connections;

    Race(Clients clients, int connections) {
        this.clients = clients;
        this.connections = connections;
    }

    void add(String name, int port, Supplier<List<ProcessHandle>> processes) {
        contenders.put(name, new Contender(name, port, processes));
    }

    void run(Duration warmUp, Duration turn, int turns, Consumer<String> progress) {
        progress.accept("warming up %s, %d s each at most".formatted(contenders.keySet(), warmUp.toSeconds()));
        contenders.values().forEach(one -> one.warmUp(clients, connections, warmUp));
        for (var i = 0; i < turns; i++) {
            progress.accept("turn %d of %d".formatted(i + 1, turns));
            // Each is once the first and once the last: who comes after whom must not matter.
            var order = new ArrayList<>(contenders.values());
            Collections.rotate(order, i);
            order.forEach(one -> one.round(clients, connections, turn));
        }
        progress.accept("min/median/max of %d turns, %d connections".formatted(turns, connections));
        contenders.values().forEach(one -> progress.accept(one.line()));
    }

    Verdict throughput() {
        var ratio = ratio("ours", "plain");
        var figures = new StringBuilder(String.format(
                Locale.ROOT,
                "%.0f/s against %.0f/s of the plain route, ratio %.2f; of it the usual way has %.2f",
                Contender.median(ours().perSecond()),
                Contender.median(plain().perSecond()),
                ratio,
                ratio("naive", "plain")));
        if (contenders.containsKey("nginx")) {
            figures.append(String.format(Locale.ROOT, "; of nginx, ours has %.2f", ratio("ours", "nginx")));
            figures.append(String.format(Locale.ROOT, ", the plain route %.2f", ratio("plain", "nginx")));
        }
        return new Verdict("gateway-ratio", figures.toString(), ">= 0.90 of plain", ratio >= LEAST_RATIO);
    }

    Verdict tail() {
        var ratio = ours().ratio(plain(), found -> (double) found.p99());
        var figures = String.format(
                Locale.ROOT,
                "p99 %.2f ms against %.2f ms, ratio %.2f",
                Contender.median(ours().p99Millis()),
                Contender.median(plain().p99Millis()),
                ratio);
        return new Verdict("gateway-p99", figures, "<= 1.2x plain", ratio <= MOST_P99);
    }

    Verdict processorTime() {
        var over = ours().cpuOver(plain());
        var figures = String.format(
                Locale.ROOT,
                "%.1f us a request against %.1f us, %.1f us over",
                Contender.median(ours().cpuMicros()),
                Contender.median(plain().cpuMicros()),
                over);
        return new Verdict("gateway-cpu", figures, "< 10 us a request over plain", over < MOST_CPU_MICROS);
    }

    private double ratio(String one, String other) {
        return contender(one).ratio(contender(other), Found::perSecond);
    }

    private Contender ours() {
        return contender("ours");
    }

    private Contender plain() {
        return contender("plain");
    }

    private Contender contender(String name) {
        return Objects.requireNonNull(contenders.get(name), name);
    }
}
