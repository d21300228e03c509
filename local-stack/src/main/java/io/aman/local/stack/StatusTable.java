package io.aman.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code ./aman status} prints. */
record StatusTable(List<Row> rows) {

    private static final String FORMAT = "%-22s %-9s %6s %8s %8s  %s";

    /** The states a part can be in, as they are printed. */
    enum State {
        UP,
        STARTING,
        DIED,
        DOWN
    }

    /** @param pid and what follows: present while the part's process runs */
    record Row(
            String part,
            State state,
            int port,
            Optional<Long> pid,
            Optional<Long> megabytes,
            Optional<Duration> uptime) {}

    boolean allUp() {
        return rows.stream().allMatch(row -> row.state() == State.UP);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(FORMAT.formatted("PART", "STATE", "PORT", "PID", "MEMORY", "UPTIME"));
        rows.forEach(row -> lines.add(line(row)));
        var total = rows.stream()
                .flatMap(row -> row.megabytes().stream())
                .mapToLong(Long::longValue)
                .sum();
        lines.add(FORMAT.formatted("total", "", "", "", total + " MB", "").stripTrailing());
        return List.copyOf(lines);
    }

    private static String line(Row row) {
        return FORMAT.formatted(
                        row.part(),
                        row.state().name().toLowerCase(java.util.Locale.ROOT),
                        row.port(),
                        row.pid().map(String::valueOf).orElse("-"),
                        row.megabytes().map(megabytes -> megabytes + " MB").orElse("-"),
                        row.uptime().map(StatusTable::text).orElse("-"))
                .stripTrailing();
    }

    /** The two largest units: {@code 3d 4h}, {@code 4h 5m}, {@code 5m 06s}, {@code 6s}. */
    static String text(Duration uptime) {
        if (uptime.toDays() > 0) {
            return "%dd %dh".formatted(uptime.toDays(), uptime.toHoursPart());
        }
        if (uptime.toHours() > 0) {
            return "%dh %dm".formatted(uptime.toHours(), uptime.toMinutesPart());
        }
        return uptime.toMinutes() > 0
                ? "%dm %02ds".formatted(uptime.toMinutes(), uptime.toSecondsPart())
                : uptime.toSeconds() + "s";
    }
}
