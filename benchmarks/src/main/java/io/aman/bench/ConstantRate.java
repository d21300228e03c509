package io.aman.bench;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Load that keeps its pace whatever the server does. Each call has a time at which it ought to be sent, and its latency
 * counts from then: a server that stalls delays the calls behind it, and every one of them shows it.
 *
 * @see <a href="https://hdrhistogram.github.io/HdrHistogram/">HdrHistogram, on coordinated omission</a>
 */
public final class ConstantRate {

    /** A server this far behind has missed any target: the rest is given up rather than waited for. */
    private static final int LONGEST = 2;

    private final int perSecond;
    private final int callers;

    /** @param callers how many calls may be under way; too few of them only lengthen the latencies */
    public ConstantRate(int perSecond, int callers) {
        this.perSecond = perSecond;
        this.callers = callers;
    }

    /**
     * What came of a load.
     *
     * @param latencies of all calls made, in nanoseconds
     * @param succeeded how many calls said so
     * @param due how many there ought to have been
     */
    public record Result(Histogram latencies, long succeeded, long due) {

        /** In milliseconds. */
        public double percentile(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }

        /** How many calls were made. */
        public long sent() {
            return latencies.getTotalCount();
        }

        /** Whether all were made, and succeeded. */
        public boolean isComplete() {
            return succeeded == due;
        }
    }

    private record Load(
            long calls,
            long begin,
            long limit,
            LongPredicate call,
            AtomicLong next,
            AtomicLong succeeded,
            Histogram latencies) {}

    /**
     * Calls {@code rate x duration} times and returns when the last call has ended, or after twice the duration: then
     * the calls under way are interrupted and the others are not made.
     *
     * @param call is given its number, from 0 on, and says whether it succeeded; it ends soon when interrupted
     */
    public Result run(Duration duration, LongPredicate call) {
        var begin = System.nanoTime();
        var limit = duration.multipliedBy(LONGEST);
        var load = new Load(
                perSecond * duration.toMillis() / 1000,
                begin,
                begin + limit.toNanos(),
                call,
                new AtomicLong(),
                new AtomicLong(),
                new SynchronizedHistogram(limit.multipliedBy(2).toNanos(), 3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < callers; i++) {
                threads.execute(() -> callOn(load));
            }
            endBy(limit, threads);
        }
        return new Result(load.latencies, load.succeeded.get(), load.calls);
    }

    private static void endBy(Duration limit, ExecutorService threads) {
        threads.shutdown();
        try {
            if (threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private void callOn(Load load) {
        for (long number; (number = load.next.getAndIncrement()) < load.calls; ) {
            var due = load.begin + number * 1_000_000_000L / perSecond;
            awaitNanoTime(due);
            if (Thread.currentThread().isInterrupted() || System.nanoTime() >= load.limit) {
                return;
            }
            if (load.call.test(number)) {
                load.succeeded.incrementAndGet();
            }
            load.latencies.recordValue(Math.min(System.nanoTime() - due, load.latencies.getHighestTrackableValue()));
        }
    }

    private static void awaitNanoTime(long due) {
        for (long left;
                (left = due - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
        }
    }
}
