package io.aman.local.stack;

import io.aman.local.stack.PidFile.Entry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The life of one part's process: start, wait, stop, kill. What runs is known from its pid file alone. */
final class PartProcess {

    private static final long LOG_LIMIT_BYTES = 20L * 1024 * 1024;

    private static final Duration POLL = Duration.ofMillis(100);

    private final Part part;
    private final Path log;
    private final Path folder;
    private final PidFile pidFile;

    /** Processes this launcher started: only their parent learns an exit code. */
    private final ConcurrentHashMap<Long, Process> children = new ConcurrentHashMap<>();

    PartProcess(Part part, Installation installation) {
        this(part, installation, installation.pidFile(part.name()));
    }

    /** Of a part's stand-in, which writes to the part's own log; empty where it has none. */
    static Optional<PartProcess> standIn(Part part, Installation installation) {
        return part.standIn()
                .map(standIn -> new PartProcess(standIn, installation, installation.standInPidFile(part.name())));
    }

    private PartProcess(Part part, Installation installation, PidFile pidFile) {
        this.part = part;
        this.log = installation.log(part.name());
        this.folder = installation.data(part.name());
        this.pidFile = pidFile;
    }

    Part part() {
        return part;
    }

    Path log() {
        return log;
    }

    Optional<Entry> live() {
        return pidFile.live();
    }

    /** Whether its last process ended without being stopped. */
    boolean died() {
        return pidFile.read().filter(entry -> !entry.isAlive()).isPresent();
    }

    boolean isReady() {
        return live().filter(entry -> ReadinessProbe.passes(part, log, entry.logStart()) && Ports.answers(part.port()))
                .isPresent();
    }

    /** Starts it in a session of its own; it outlives this launcher. */
    void launch() {
        var launch = part.launch().get();
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(folder);
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            var logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = new ProcessBuilder(Detached.command(launch.command()))
                    .directory(folder.toFile())
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeAll(launch.withheld());
            builder.environment().putAll(launch.environment());
            remember(builder.start(), logStart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(Process process, long logStart) {
        children.put(process.pid(), process);
        ProcessIdentity.of(process.pid())
                .ifPresentOrElse(
                        identity -> pidFile.write(new Entry(process.pid(), identity, logStart)),
                        () -> pidFile.write(new Entry(process.pid(), new ProcessIdentity("gone"), logStart)));
    }

    /**
     * Returns once it serves.
     *
     * @throws StackFailure where it dies, is not ready in time, or the start is called off
     */
    void awaitReady(Duration limit, BooleanSupplier calledOff) {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            if (calledOff.getAsBoolean()) {
                throw new StackFailure.Interrupted();
            }
            var entry = pidFile.read().orElseThrow(StackFailure.Interrupted::new);
            if (!entry.isAlive()) {
                throw new StackFailure.PartDied(
                        part.name(), exitOf(entry.pid()), LastWords.of(log, entry.logStart()), log);
            }
            if (ReadinessProbe.passes(part, log, entry.logStart())) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new StackFailure.PartNotReady(part.name(), limit, LastWords.of(log, entry.logStart()), log);
            }
            pause();
        }
    }

    private String exitOf(long pid) {
        var child = children.get(pid);
        if (child == null) {
            return "exit code unknown";
        }
        try {
            return "exit code " + child.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure.Interrupted();
        }
    }

    /**
     * Asks it to end, and kills it where it has not after the grace.
     *
     * @return whether it had to be killed; empty where none ran
     */
    Optional<Boolean> stop(Duration grace) {
        var running = live();
        var killed = running.map(entry -> {
            entry.process().ifPresent(ProcessHandle::destroy);
            var ended = awaitEnd(entry, grace);
            if (!ended) {
                kill(entry);
            }
            return !ended;
        });
        pidFile.delete();
        return killed;
    }

    /** Ends it at once (SIGKILL), as a crash would; the pid file stays, as after a crash. */
    boolean kill() {
        var running = live();
        running.ifPresent(this::kill);
        return running.isPresent();
    }

    private void kill(Entry entry) {
        entry.process().ifPresent(ProcessHandle::destroyForcibly);
        if (!awaitEnd(entry, Duration.ofSeconds(10))) {
            throw new IllegalStateException(part.name() + " (pid " + entry.pid() + ") does not end");
        }
    }

    private static boolean awaitEnd(Entry entry, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (entry.isAlive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure.Interrupted();
        }
    }
}
