package io.aman.local.stack;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What is done to a stack that goes on: its processes are replaced, its data is copied and put back. */
public final class Upkeep {

    private final Installation installation;
    private final Ports ports;
    private final Processes processes;
    private final Patience patience;
    private final Lock working;
    private final BooleanSupplier calledOff;

    /** @param working held while a process is replaced, for whoever calls that off and waits for its end */
    Upkeep(
            Installation installation,
            Ports ports,
            Processes processes,
            Patience patience,
            Lock working,
            BooleanSupplier calledOff) {
        this.installation = installation;
        this.ports = ports;
        this.processes = processes;
        this.patience = patience;
        this.working = working;
        this.calledOff = calledOff;
    }

    /**
     * Replaces parts' processes by new ones in turn, without an interruption: another does a part's work beside it, then in
     * its place, and then beside the new one, until that serves. One that was interrupted before goes on from where it
     * stands.
     *
     * @param parts all that are {@link #replaceable} where it is empty
     * @param progress gets a line for each part that is replaced
     * @throws StackFailure.Unknown where one does not run, or there can be no second one of it; no later one is replaced,
     *     and none at all where a name is at fault
     * @throws StackFailure where one of the two does not come up; the other one serves then
     */
    public void replace(List<String> parts, Consumer<String> progress) {
        var chosen = parts.isEmpty() ? replaceable() : parts;
        chosen.forEach(this::standIn);
        for (var part : chosen) {
            progress.accept(replace(processes.of(part), standIn(part)));
        }
    }

    private String replace(PartProcess process, PartProcess standIn) {
        working.lock();
        try (var _ = InstallationLock.take(installation.lock())) {
            if (process.live().isEmpty() && standIn.live().isEmpty()) {
                throw new StackFailure.Unknown(process.part().name() + " does not run");
            }
            return new Replacement(process, standIn, patience, calledOff).run();
        } finally {
            working.unlock();
        }
    }

    /** Those parts of which there can be a second one, in the order in which a release replaces them. */
    public List<String> replaceable() {
        return Parts.REPLACED_IN_ORDER.stream()
                .filter(part -> processes.standIn(part).isPresent())
                .toList();
    }

    private PartProcess standIn(String part) {
        return processes
                .standIn(part)
                .orElseThrow(() ->
                        new StackFailure.Unknown("there can be no second '%s' beside the first; there can be of %s"
                                .formatted(part, String.join(", ", replaceable()))));
    }

    /**
     * Copies what runs, as of one moment, into a new folder.
     *
     * @throws StackFailure where it does not run or cannot be copied
     */
    public void backup(Path folder) {
        try (var _ = InstallationLock.take(installation.lock())) {
            for (var part : List.of("mongo", "kafka")) {
                if (processes.of(part).live().isEmpty()) {
                    throw new StackFailure.Unknown(part + " does not run");
                }
            }
            new StackBackup(folder, installation).take(ports);
        }
    }

    /**
     * Makes the stopped stack one that goes on from a backup. Kafka's own data stays as it is, but for what it tells of
     * tokens: none that was made before counts any more.
     *
     * @throws StackFailure where anything runs, or the folder is no backup
     */
    public void restore(Path folder) {
        try (var _ = InstallationLock.take(installation.lock())) {
            if (installation.anythingRuns()) {
                throw new StackFailure.StillRunning(String.join(", ", running()));
            }
            var backup = new StackBackup(folder, installation);
            backup.rewind(processes.of("kafka"), ports, patience.ready(), patience.stop());
            backup.putBack(Clock.systemUTC().instant());
        }
    }

    private List<String> running() {
        return processes.all().stream()
                .filter(process -> process.live().isPresent())
                .map(process -> process.part().name())
                .distinct()
                .toList();
    }
}
