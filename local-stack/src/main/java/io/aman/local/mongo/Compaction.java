package io.aman.local.mongo;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the space of data that was overwritten: one commit per write leaves mostly dead chunks, and the store reuses
 * a chunk only when nothing in it is alive.
 *
 * <p>Commands wait meanwhile, so under load it does little and often. Measured with 1,000 writes/s on two busy cores:
 * {@code compactFile} every two seconds stopped the server for 50 to 500 ms each time; a small step every 250 ms for
 * less than a millisecond in the middle and 62 at most, with a file of the same size.
 */
final class Compaction implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Compaction.class);
    private static final int STEP_MILLIS = 250;
    private static final int QUIET_MILLIS = 5_000;

    /** A step leaves the file alone while at least this part of it is alive. */
    private static final int ALIVE_PERCENT = 25;

    private static final int STEP_BYTES = 256 * 1024;
    private static final int QUIET_WORK_MILLIS = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mongo-compaction").factory());
    private final MVStore store;
    private final CommandGate gate;
    private long versionAtLastStep;
    private long versionAtLastQuietCheck;
    private long versionShrunk;

    Compaction(MVStore store, CommandGate gate) {
        this.store = store;
        this.gate = gate;
    }

    Compaction start() {
        every(STEP_MILLIS, this::step);
        every(QUIET_MILLIS, this::shrinkWhenQuiet);
        return this;
    }

    private void step() {
        if (store.getCurrentVersion() != versionAtLastStep) {
            gate.runBetweenCommands(() -> store.compact(ALIVE_PERCENT, STEP_BYTES));
            versionAtLastStep = store.getCurrentVersion();
        }
    }

    /** The thorough way, once, when nothing was written for a while and hardly anybody has to wait. */
    private void shrinkWhenQuiet() {
        long version = store.getCurrentVersion();
        if (version == versionAtLastQuietCheck && version != versionShrunk) {
            gate.runBetweenCommands(() -> store.compactFile(QUIET_WORK_MILLIS));
            versionShrunk = store.getCurrentVersion();
        }
        versionAtLastQuietCheck = store.getCurrentVersion();
    }

    private void every(int millis, Runnable work) {
        var _ = timer.scheduleWithFixedDelay(() -> unlessClosed(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void unlessClosed(Runnable work) {
        try {
            if (!store.isClosed()) {
                work.run();
            }
        } catch (RuntimeException e) {
            log.warn("compaction failed; the file keeps its size until the next one", e);
        }
    }

    /** Lets a running step finish: an interrupt would make the store skip waiting for its own write. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
