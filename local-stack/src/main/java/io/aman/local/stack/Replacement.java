package io.aman.local.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One part's process after the other: each is asked to end only when the next one serves, so that there is always one.
 * What already happened is not done again.
 */
final class Replacement {

    private final PartProcess process;
    private final PartProcess standIn;
    private final Duration readyLimit;
    private final Duration grace;
    private final BooleanSupplier calledOff;

    Replacement(
            PartProcess process, PartProcess standIn, Duration readyLimit, Duration grace, BooleanSupplier calledOff) {
        this.process = process;
        this.standIn = standIn;
        this.readyLimit = readyLimit;
        this.grace = grace;
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
                        killed ? "; one had to be killed, it did not end within " + grace.toSeconds() + " s" : "");
    }

    /** Where it does not come up it is stopped, and the other one stays. */
    private void bringUp(PartProcess next, PartProcess other) {
        try {
            if (next.live().isEmpty()) {
                Preflight.checkPorts(unshared(next.part(), other.part()));
                next.launch();
            }
            next.awaitReady(readyLimit, calledOff);
        } catch (StackFailure e) {
            var _ = next.stop(grace);
            throw e;
        }
    }

    private static Map<Integer, String> unshared(Part next, Part other) {
        var ports = new LinkedHashMap<>(next.ports());
        ports.keySet().removeAll(other.ports().keySet());
        return ports;
    }

    private boolean end(PartProcess one) {
        return one.stop(grace).orElse(false);
    }
}
