package io.aman.local.stack;

import io.aman.local.stack.StatusTable.Row;
import io.aman.local.stack.StatusTable.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Looks at what runs now. */
final class Status {

    private Status() {}

    static StatusTable of(Collection<PartProcess> processes, Clock clock) {
        return new StatusTable(
                processes.stream().map(process -> row(process, clock)).toList());
    }

    private static Row row(PartProcess process, Clock clock) {
        var running = process.live().flatMap(PidFile.Entry::process);
        return new Row(
                process.part().name(),
                state(process, running.isPresent()),
                process.part().port(),
                running.map(ProcessHandle::pid),
                running.flatMap(handle -> Memory.residentMegabytes(handle.pid())),
                running.flatMap(handle -> handle.info().startInstant())
                        .map(start -> Duration.between(start, clock.instant())));
    }

    private static State state(PartProcess process, boolean runs) {
        if (runs) {
            return process.isReady() ? State.UP : State.STARTING;
        }
        return process.died() ? State.DIED : State.DOWN;
    }
}
