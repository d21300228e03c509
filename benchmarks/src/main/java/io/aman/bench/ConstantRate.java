package io.aman.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
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

    private static final Duration HIGHEST = Duration.ofMinutes(2);

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
     * @param latencies of all calls, in nanoseconds
     * @param refused how many did not succeed
     */
    public record Result(Histogram latencies, long refused) {

        /** In milliseconds. */
        public double percentile(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /**
     * Calls {@code rate x duration} times and returns when the last call has ended.
     *
     * @param call is given its number, from 0 on, and says whether it succeeded
     */
    public Result run(Duration duration, LongPredicate call) {
        var calls = perSecond * duration.toMillis() / 1000;
        var next = new AtomicLong();
        var refused = new AtomicLong();
        var latencies = new SynchronizedHistogram(HIGHEST.toNanos(), 3);
        var begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < callers; i++) {
                threads.execute(() -> {
                    for (long number; (number = next.getAndIncrement()) < calls; ) {
                        var due = begin + number * 1_000_000_000L / perSecond;
                        awaitNanoTime(due);
                        if (!call.test(number)) {
                            refused.incrementAndGet();
                        }
                        latencies.recordValue(Math.min(System.nanoTime() - due, HIGHEST.toNanos()));
                    }
                });
            }
        }
        return new Result(latencies, refused.get());
    }

    private static void awaitNanoTime(long due) {
        for (long left; (left = due - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}
