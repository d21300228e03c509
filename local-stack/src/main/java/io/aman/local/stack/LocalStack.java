package io.aman.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Aman as processes on this machine: start, stop, crash and look at them. What runs is known from the state folder, so
 * that one launcher stops what another started, and only that.
 */
public final class LocalStack {

    /** All that a stack consists of, in start order. */
    public static final List<String> PARTS = Parts.NAMES;

    private final Installation installation;
    private final Ports ports;
    private final Patience patience;
    private final Processes processes;
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean calledOff;

    LocalStack(Installation installation, Ports ports, Collection<Part> parts, Patience patience) {
        this.installation = installation;
        this.ports = ports;
        this.patience = patience;
        this.processes = new Processes(parts, installation);
    }

    /**
     * The stack of a built checkout. Nothing is started.
     *
     * @param projectRoot the checkout, whose modules are packaged
     * @param stateFolder where data, logs, pid files and secrets are kept; two stacks must not share one
     */
    public static LocalStack on(Path projectRoot, Path stateFolder, Ports ports) {
        return of(projectRoot, stateFolder, ports, Parts.NAMES, Pace.QUICK_START);
    }

    /**
     * As {@link #on}, with only the named parts, which look for the others at their ports all the same.
     *
     * @throws StackFailure.Unknown where a name is none
     */
    public static LocalStack some(Path projectRoot, Path stateFolder, Ports ports, Collection<String> names) {
        return of(projectRoot, stateFolder, ports, names, Pace.QUICK_START);
    }

    /**
     * As {@link #some}, to be measured: with the compilers that a server has and a quick start goes without.
     *
     * @throws StackFailure.Unknown where a name is none
     */
    public static LocalStack measured(Path projectRoot, Path stateFolder, Ports ports, Collection<String> names) {
        return of(projectRoot, stateFolder, ports, names, Pace.LONG_RUN);
    }

    /** As {@link #measured}, with a database for millions of rows. */
    public static LocalStack large(Path projectRoot, Path stateFolder, Ports ports, Collection<String> names) {
        return of(projectRoot, stateFolder, ports, names, Pace.MILLIONS);
    }

    private static LocalStack of(Path projectRoot, Path stateFolder, Ports ports, Collection<String> names, Pace pace) {
        names.stream().filter(name -> !Parts.NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw Processes.unknown(name, Parts.NAMES);
        });
        var installation = new Installation(stateFolder.toAbsolutePath().normalize());
        var root = projectRoot.toAbsolutePath().normalize();
        var images = new Images(root.resolve(".aman").resolve("apps"));
        var parts = Parts.of(root, installation, ports, images, System.getenv(), pace).stream()
                .filter(part -> names.contains(part.name()))
                .toList();
        return new LocalStack(installation, ports, parts, Patience.USUAL);
    }

    /** As {@link #start(Consumer)}, silently. */
    public void start() {
        start(_ -> {});
    }

    /**
     * Starts what does not run, and returns when every part serves.
     *
     * @param progress gets a line for each part that became ready
     * @throws StackFailure where that can't be; all that this call started is stopped again
     */
    public void start(Consumer<String> progress) {
        working.lock();
        try (var _ = InstallationLock.take(installation.lock())) {
            installation.makeSecrets();
            var missing = processes.parts().stream()
                    .filter(process -> process.live().isEmpty())
                    .toList();
            Preflight.check(
                    installation, missing.stream().map(PartProcess::part).toList());
            var startup = new Startup(patience.ready(), () -> calledOff, progress);
            try {
                startup.run(processes.parts());
                new Shutdown(patience.stop(), _ -> {}).run(processes.standIns()); // a replacement was interrupted
            } catch (StackFailure | IllegalStateException | java.io.UncheckedIOException e) {
                new Shutdown(patience.stop(), _ -> {}).run(startup.started());
                throw e;
            }
        } finally {
            working.unlock();
        }
    }

    /** Makes what another thread does to it, a start or a replacement, stop what it started, and waits until it has. */
    void callOff() {
        calledOff = true;
        try {
            if (working.tryLock(patience.stop().toSeconds() * 3 + 10, TimeUnit.SECONDS)) {
                working.unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls off what this launcher does to it, and stops it once that has ended. */
    public void end() {
        callOff();
        stop();
    }

    /** As {@link #stop(Consumer)}, silently. */
    public void stop() {
        stop(_ -> {});
    }

    /**
     * Ends every part, the edge first and the infrastructure last; a part that does not end on SIGTERM is killed.
     *
     * @param progress gets a line for each part that ended
     */
    public void stop(Consumer<String> progress) {
        try (var _ = InstallationLock.take(installation.lock())) {
            new Shutdown(patience.stop(), progress).run(processes.all());
        }
    }

    /**
     * Ends a part as a crash would ({@code kill -9}); data and the other parts stay.
     *
     * @throws StackFailure.Unknown where it does not run
     */
    public void kill(String part) {
        if (!processes.of(part).kill()) {
            throw new StackFailure.Unknown(part + " does not run");
        }
    }

    /**
     * Ends a part where it runs, starts it, and returns when it serves.
     *
     * @throws StackFailure where it does not come up; it is stopped then
     */
    public void restart(String part) {
        try (var _ = InstallationLock.take(installation.lock())) {
            var process = processes.of(part);
            process.stop(patience.stop());
            Preflight.checkPorts(Set.of(process.part()));
            try {
                process.launch();
                process.awaitReady(patience.ready(), () -> calledOff);
            } catch (StackFailure e) {
                process.stop(patience.stop());
                throw e;
            }
        }
    }

    /** What is done to it while it goes on. */
    public Upkeep upkeep() {
        return new Upkeep(installation, ports, processes, patience, working, () -> calledOff);
    }

    /**
     * The pid of a running part.
     *
     * @throws StackFailure.Unknown where it does not run
     */
    public long pid(String part) {
        return processes
                .of(part)
                .live()
                .orElseThrow(() -> new StackFailure.Unknown(part + " does not run"))
                .pid();
    }

    /** Whether a part's process runs, ready or not. */
    public boolean isRunning(String part) {
        return processes.of(part).live().isPresent();
    }

    /** Whether a part serves now. */
    public boolean isReady(String part) {
        return processes.of(part).isReady();
    }

    /** Whether every part serves now. */
    public boolean isUp() {
        return processes.parts().stream().allMatch(PartProcess::isReady);
    }

    /** The parts' names in start order. */
    public List<String> names() {
        return processes.names();
    }

    public Ports ports() {
        return ports;
    }

    /** The address clients use. */
    public URI gateway() {
        return ports.gatewayUri();
    }

    /** What a part writes; it is appended to across starts. */
    public Path log(String part) {
        return processes.of(part).log();
    }

    /** The options of the JVM that a part is started in, for what is to be compared with it. */
    public List<String> jvmOptions(String part) {
        return processes.of(part).part().launch().get().command().stream()
                .filter(word -> word.startsWith("-X"))
                .toList();
    }

    /** A secret generated for this installation, by part and property name; present once the stack was started. */
    public String secret(String part, String property) {
        return installation.secret(part, property);
    }

    /** The file with what an Alertmanager shows to be let in. */
    public Path alertmanagerToken() {
        return installation.alertmanagerToken().toAbsolutePath();
    }

    /** Whose mailbox gets what operators are told. */
    public String operator() {
        return Parts.OPERATOR;
    }

    /** The address of this machine's own from which the gateway believes who the client is. */
    public String proxy() {
        return Parts.PROXY;
    }

    /** Who may do everything on this installation; its password is {@link #adminPassword()}. */
    public String adminEmail() {
        return Installation.ADMIN_EMAIL;
    }

    /** Generated once per installation. */
    public String adminPassword() {
        return installation.secret("session-service", Installation.ADMIN_PASSWORD);
    }

    Installation installation() {
        return installation;
    }

    /** One for each part, and those that stand in for one at this moment. */
    Collection<PartProcess> processes() {
        return processes.all();
    }
}
