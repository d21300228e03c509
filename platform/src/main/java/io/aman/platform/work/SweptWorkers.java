package io.aman.platform.work;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs announced work on virtual threads, a bounded number at once, and a sweep at an interval that takes up what nobody
 * announced: after a crash, or while this was stopped.
 */
public final class SweptWorkers {

    /** What waits for a slot costs memory, and a sweep announces it again each time: more is left to later sweeps. */
    private static final int MOST_WAITING = 1_000;

    private final String name;
    private final Duration interval;
    private final Runnable sweep;
    private final Semaphore slots;
    private final Semaphore places;
    private volatile boolean running;
    private volatile ExecutorService workers = closed();
    private volatile ScheduledExecutorService sweeper = closed();

    /**
     * Nothing runs before {@link #start}.
     *
     * @param interval from the end of one sweep to the next
     * @param sweep must not throw: the first exception would be the last sweep
     */
    public SweptWorkers(String name, int concurrency, Duration interval, Runnable sweep) {
        this.name = name;
        this.interval = interval;
        this.sweep = sweep;
        this.slots = new Semaphore(concurrency);
        this.places = new Semaphore(concurrency + MOST_WAITING);
    }

    /**
     * Runs {@code work} soon; returns at once.
     *
     * @return whether it will be run: not while stopped, nor while too much waits already; a later sweep finds it
     */
    public boolean execute(Runnable work) {
        if (!running || !places.tryAcquire()) {
            return false;
        }
        try {
            workers.execute(() -> inSlot(work));
            return true;
        } catch (RejectedExecutionException _) {
            places.release();
            return false;
        }
    }

    private void inSlot(Runnable work) {
        slots.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            slots.release();
            places.release();
        }
    }

    /** The first sweep begins at once: what a crash left behind has waited long enough. */
    public void start() {
        workers = Executors.newVirtualThreadPerTaskExecutor();
        sweeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name + "-sweeper").daemon().factory());
        running = true;
        var _ = sweeper.scheduleWithFixedDelay(sweep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when the work under way has ended. */
    public void stop() {
        running = false;
        sweeper.shutdownNow();
        workers.close();
    }

    public boolean isRunning() {
        return running;
    }

    private static ScheduledExecutorService closed() {
        var executor = Executors.newSingleThreadScheduledExecutor();
        executor.shutdown();
        return executor;
    }
}
