package io.aman.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the kernel says about memory. */
final class Memory {

    private static final Pattern KILOBYTES = Pattern.compile("\\d+");

    private Memory() {}

    /** Resident memory of a process in MB; from ps(1) where there is no /proc. */
    static Optional<Long> residentMegabytes(long pid) {
        return field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:")
                .or(() -> number(ps(pid)))
                .map(kilobytes -> kilobytes / 1024);
    }

    /** What new processes can have without swapping; empty where the kernel does not say. */
    static Optional<Long> availableMegabytes() {
        return field(Path.of("/proc/meminfo"), "MemAvailable:").map(kilobytes -> kilobytes / 1024);
    }

    private static Optional<Long> field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).findFirst().flatMap(Memory::number);
        } catch (IOException | java.io.UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return KILOBYTES.matcher(text).results().findFirst().map(found -> Long.valueOf(found.group()));
    }

    private static String ps(long pid) {
        try {
            var ps = new ProcessBuilder(List.of("ps", "-o", "rss=", "-p", Long.toString(pid))).start();
            try (var output = ps.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.US_ASCII);
            }
        } catch (IOException _) {
            return "";
        }
    }
}
