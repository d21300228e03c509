package io.aman.local.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One part's process after the other: each is asked to end only when the next one serves, so that there is always one.
 * What already happened is not done again.
 */
final class Replacement {

    private static final Duration STEP = Duration.ofMillis(50);

    private final PartProcess process;
    private final PartProcess standIn;
    private final Patience patience;
    private final BooleanSupplier calledOff;

    Replacement(PartProcess process, PartProcess standIn, Patience patience, BooleanSupplier calledOff) {
        this.process = process;
        this.standIn = standIn;
        this.patience = patience;
        this.calledOff = calledOff;
    }

    /** @return the line for who waits */
    String run() {
        var begin = System.nanoTime();
        var killed = false;
        if (process.live().isPresent()) {
            bringUp(standIn, process);
            killed = end(process);
        }
        bringUp(process, standIn);
        killed |= end(standIn);
        return "  %-22s replaced in %4.1f s%s"
                .formatted(
                        process.part().name(),
                        (System.nanoTime() - begin) / 1e9,
                        killed
                                ? "; one had to be killed, it did not end within "
                                        + patience.stop().toSeconds() + " s"
                                : "");
    }

    /** Where it does not come up it is stopped, and the other one stays. */
    private void bringUp(PartProcess next, PartProcess other) {
        try {
            if (next.live().isEmpty()) {
                Preflight.checkPorts(unshared(next.part(), other.part()));
                next.launch();
            }
            next.awaitReady(patience.ready(), calledOff);
        } catch (StackFailure e) {
            var _ = next.stop(patience.stop());
            throw e;
        }
        if (other.live().isPresent()) {
            serveTogether();
        }
    }

    /** Whoever asks them gives the new one little at first, and all once the other one ends. */
    private void serveTogether() {
        var end = System.nanoTime() + patience.overlap().toNanos();
        while (System.nanoTime() - end < 0 && !calledOff.getAsBoolean()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static Map<Integer, String> unshared(Part next, Part other) {
        var ports = new LinkedHashMap<>(next.ports());
        ports.keySet().removeAll(other.ports().keySet());
        return ports;
    }

    private boolean end(PartProcess one) {
        return one.stop(patience.stop()).orElse(false);
    }
}
