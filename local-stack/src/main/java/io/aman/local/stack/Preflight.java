package io.aman.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be known to go wrong before anything is started. */
final class Preflight {

    private static final long NEEDED_DISK_MEGABYTES = 500;

    private static final long WANTED_MEMORY_MEGABYTES = 2500;

    private Preflight() {}

    /** @throws StackFailure where a part about to start can't have its ports, or the disk is full */
    static void check(Installation installation, Collection<Part> toStart) {
        checkDisk(installation, NEEDED_DISK_MEGABYTES);
        checkPorts(toStart);
    }

    static void checkPorts(Collection<Part> toStart) {
        var all = new LinkedHashMap<Integer, String>();
        toStart.forEach(part -> all.putAll(part.ports()));
        checkPorts(all);
    }

    /** @param wanted each with what it is for */
    static void checkPorts(Map<Integer, String> wanted) {
        var taken = wanted.entrySet().stream()
                .filter(port -> !Ports.isFree(port.getKey()))
                .map(port -> "port %d (%s) is in use%s".formatted(port.getKey(), port.getValue(), owner(port.getKey())))
                .collect(Collectors.joining("; "));
        if (!taken.isEmpty()) {
            throw new StackFailure.PortTaken(
                    taken + "; stop what uses it or set AMAN_PORT_OFFSET to move all ports of this stack");
        }
    }

    private static String owner(int port) {
        return PortOwner.of(port)
                .map(process -> " by pid " + process.pid()
                        + process.info().command().map(command -> " " + command).orElse(""))
                .orElse("");
    }

    static void checkDisk(Installation installation, long neededMegabytes) {
        try {
            Files.createDirectories(installation.folder());
            var usable = Files.getFileStore(installation.folder()).getUsableSpace() / (1024 * 1024);
            if (usable < neededMegabytes) {
                throw new StackFailure.DiskFull(usable, neededMegabytes, installation.folder());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line for its user where memory looks short; nothing is refused for it. */
    static Optional<String> memoryHint() {
        return Memory.availableMegabytes()
                .filter(available -> available < WANTED_MEMORY_MEGABYTES)
                .map(available -> "only " + available + " MB of memory are free; the whole stack takes about "
                        + WANTED_MEMORY_MEGABYTES + " MB");
    }
}
