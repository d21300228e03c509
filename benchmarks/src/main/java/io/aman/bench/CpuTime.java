package io.aman.bench;

import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Processor time from one moment on, by process, to see who had the machine. */
public final class CpuTime {

    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    private final Map<String, Duration> before;

    private CpuTime(Map<String, ProcessHandle> processes) {
        this.processes.putAll(processes);
        this.before = used();
    }

    /** Of these parts and of this process, the load itself, from now on. */
    public static CpuTime of(List<String> parts, LocalStack stack) {
        var processes = new LinkedHashMap<String, ProcessHandle>();
        processes.put("load", ProcessHandle.current());
        parts.forEach(part -> ProcessHandle.of(stack.pid(part)).ifPresent(process -> processes.put(part, process)));
        return new CpuTime(processes);
    }

    /** Seconds by process since then. */
    public String line() {
        return used().entrySet().stream()
                .map(entry -> "%s %.1f s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().minus(before(entry.getKey())).toMillis() / 1e3))
                .collect(Collectors.joining(", ", "processor time: ", ""));
    }

    private Duration before(String name) {
        return before.getOrDefault(name, Duration.ZERO);
    }

    private Map<String, Duration> used() {
        var used = new LinkedHashMap<String, Duration>();
        processes.forEach((name, process) ->
                used.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
        return used;
    }
}
