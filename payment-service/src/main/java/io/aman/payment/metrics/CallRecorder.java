package io.aman.payment.metrics;

import io.aman.payment.provider.ProviderCall;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.aman.payment.provider.ProviderCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts this process's calls to providers in memory, by hour, until the hour is stored for good; and in timers for
 * whoever scrapes.
 */
final class CallRecorder implements ProviderCalls {

    static final String TIMER = "payment.provider.call";

    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final Map<Instant, Map<CallSeries, Cell>> hours = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    CallRecorder(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void ended(ProviderCall call) {
        hours.computeIfAbsent(Hours.of(clock.instant()), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(new CallSeries(call.provider(), call.operation()), _ -> new Cell())
                .add(call);
        timer(call).record(call.took());
    }

    private Timer timer(ProviderCall call) {
        return Timer.builder(TIMER)
                .description("Calls to providers by how they went; those held back take no time")
                .tag("provider", call.provider())
                .tag("operation", call.operation().name().toLowerCase(Locale.ROOT))
                .tag("outcome", call.outcome().name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(OBJECTIVES)
                .register(meters);
    }

    /** The hours that are still in memory. */
    List<Instant> hours() {
        return List.copyOf(hours.keySet());
    }

    /** All calls of an hour so far, not only those since somebody asked before. */
    Map<CallSeries, Calls> calls(Instant hour) {
        Map<CallSeries, Calls> calls = new TreeMap<>();
        hours.getOrDefault(hour, Map.of()).forEach((series, cell) -> calls.put(series, cell.sum()));
        return calls;
    }

    /** Must not be called before it is certain that no call of that hour is still to be counted. */
    void forget(Instant hour) {
        hours.remove(hour);
    }

    private static final class Cell {

        private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
        private final AtomicLongArray buckets = new AtomicLongArray(LogBuckets.COUNT);

        Cell() {
            Arrays.stream(Outcome.values()).forEach(outcome -> outcomes.put(outcome, new LongAdder()));
        }

        void add(ProviderCall call) {
            Objects.requireNonNull(outcomes.get(call.outcome())).increment();
            if (call.outcome() != Outcome.HELD_BACK) {
                buckets.incrementAndGet(
                        LogBuckets.of(TimeUnit.NANOSECONDS.toMicros(call.took().toNanos())));
            }
        }

        Calls sum() {
            var byOutcome = new EnumMap<Outcome, Long>(Outcome.class);
            outcomes.forEach((outcome, count) -> {
                if (count.sum() > 0) {
                    byOutcome.put(outcome, count.sum());
                }
            });
            Map<Integer, Long> byBucket = new TreeMap<>();
            for (int bucket = 0; bucket < LogBuckets.COUNT; bucket++) {
                var count = buckets.get(bucket);
                if (count > 0) {
                    byBucket.put(bucket, count);
                }
            }
            return new Calls(byOutcome, new Latencies(byBucket));
        }
    }
}
