package io.aman.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what was decided by route, of which there are few; never by caller. */
final class LimitMeters {

    private record Counters(Map<Outcome, Counter> byOutcome, Counter alone) {}

    private final ConcurrentHashMap<String, Counters> byRoute = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    LimitMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void decided(String route, Outcome outcome) {
        var counter = counters(route).byOutcome.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    /** The shared counts were away, and this gateway went by its own. */
    void decidedAlone(String route) {
        counters(route).alone.increment();
    }

    private Counters counters(String route) {
        var known = byRoute.get(route);
        return known != null ? known : byRoute.computeIfAbsent(route, this::register);
    }

    private Counters register(String route) {
        var byOutcome = new EnumMap<Outcome, Counter>(Outcome.class);
        for (var outcome : Outcome.values()) {
            var counter = Counter.builder("aman.limit.decisions")
                    .description("Requests by what their caller's limits said")
                    .tag("route", route)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            byOutcome.put(outcome, counter);
        }
        var alone = Counter.builder("aman.limit.decided.alone")
                .description("Requests decided by this gateway's own counts since the shared ones were away")
                .tag("route", route)
                .register(meters);
        return new Counters(byOutcome, alone);
    }
}
