package io.aman.bench;

import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Processor time by process, to see who had the machine. Other load on the machine hardly moves it. */
public final class CpuTime {

    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    private final Map<String, Duration> sums = new LinkedHashMap<>();

    private CpuTime() {}

    /** Of these parts and of this process, the load itself. */
    public static CpuTime of(List<String> parts, LocalStack stack) {
        var time = new CpuTime().and("load", ProcessHandle.current());
        parts.forEach(part -> ProcessHandle.of(stack.pid(part)).ifPresent(process -> time.and(part, process)));
        return time;
    }

    /** Of one more process. */
    public CpuTime and(String name, ProcessHandle process) {
        processes.put(name, process);
        return this;
    }

    /** Adds what is used while {@code work} runs. */
    public <T> T during(Supplier<T> work) {
        var before = used();
        try {
            return work.get();
        } finally {
            used().forEach((name, now) -> sums.merge(name, now.minus(before.get(name)), Duration::plus));
        }
    }

    /** Seconds by process. */
    public String line() {
        return sums.entrySet().stream()
                .map(sum -> "%s %.1f s".formatted(sum.getKey(), sum.getValue().toMillis() / 1e3))
                .collect(Collectors.joining(", ", "processor time: ", ""));
    }

    /** Milliseconds by process, for each of so many calls, without those that had next to nothing to do. */
    public String line(long calls) {
        var all = sums.values().stream().mapToLong(Duration::toMillis).sum();
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().toMillis() * 100 > all)
                .map(sum -> String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        sum.getKey(),
                        (double) sum.getValue().toMillis() / calls))
                .collect(Collectors.joining(
                        ", ", "", String.format(Locale.ROOT, ", all %.1f ms", (double) all / calls)));
    }

    private Map<String, Duration> used() {
        var used = new LinkedHashMap<String, Duration>();
        processes.forEach((name, process) ->
                used.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
        return used;
    }
}
