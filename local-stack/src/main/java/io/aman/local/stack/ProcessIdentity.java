package io.aman.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from a later one with the same pid. Where the kernel shows it, that is the boot and the clock tick
 * of its start, which no change of the wall clock moves; elsewhere the instant of its start.
 */
record ProcessIdentity(String value) {

    private static final Path PROC = Path.of("/proc");

    /** Empty where no such process runs; one that ended and was not collected by its parent does not run. */
    static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(ProcessIdentity::of);
    }

    private static Optional<ProcessIdentity> of(ProcessHandle process) {
        var stat = PROC.resolve(Long.toString(process.pid())).resolve("stat");
        try {
            return fromStat(
                    Files.readString(stat),
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip());
        } catch (IOException _) {
            return process.info().startInstant().map(start -> new ProcessIdentity("at-" + start.toEpochMilli()));
        }
    }

    /**
     * Fields of proc_pid_stat(5): 3 is the state, 20 the number of threads, 22 the start in clock ticks; the name in
     * field 2 may hold blanks. A first thread that ended before others shows as a zombie while they still hold ports.
     */
    static Optional<ProcessIdentity> fromStat(String stat, String bootId) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        var ended = "Z".equals(fields[0]) || "X".equals(fields[0]);
        var threads = Integer.parseInt(fields[17]);
        return ended && threads <= 1 ? Optional.empty() : Optional.of(new ProcessIdentity(bootId + "-" + fields[19]));
    }
}
