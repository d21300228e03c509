package io.aman.local.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds who listens on a port, as far as the kernel tells this user: Linux, and processes of one's own. */
final class PortOwner {

    private static final Path PROC = Path.of("/proc");

    private PortOwner() {}

    static Optional<ProcessHandle> of(int port) {
        var sockets = Stream.of("net/tcp", "net/tcp6")
                .map(PROC::resolve)
                .flatMap(PortOwner::lines)
                .flatMap(line -> listener(line, port).stream())
                .map(inode -> "socket:[" + inode + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holds(process, sockets))
                        .findFirst();
    }

    /** The inode of a listening socket on the port, from a line of proc_pid_net(5)'s tcp table. */
    static Optional<String> listener(String line, int port) {
        var fields = line.strip().split("\\s+");
        return fields.length > 9 && fields[1].endsWith(":%04X".formatted(port)) && "0A".equals(fields[3])
                ? Optional.of(fields[9])
                : Optional.empty();
    }

    private static boolean holds(ProcessHandle process, Set<String> sockets) {
        var descriptors = PROC.resolve(Long.toString(process.pid())).resolve("fd");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (var descriptor : open) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException _) {
            return false; // another user's, or just gone
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }
}
