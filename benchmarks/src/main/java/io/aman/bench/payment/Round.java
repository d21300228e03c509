package io.aman.bench.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What a number of callers, each one call after the other, got done.
 *
 * @param nanos until the last call, and what it left to be done afterwards, had ended
 */
record Round(long calls, long nanos) {

    static final Round NONE = new Round(0, 0);

    /**
     * @param call is given a number that no other call of this round has
     * @param settled returns when nothing is left to be done
     * @throws IllegalStateException where a call failed
     */
    static Round of(int callers, Duration duration, LongConsumer call, Runnable settled) {
        var begin = System.nanoTime();
        var end = begin + duration.toNanos();
        var next = new AtomicLong();
        Callable<Long> caller = () -> {
            var done = 0L;
            do { // once at least, however busy the machine is
                call.accept(next.getAndIncrement());
                done++;
            } while (System.nanoTime() < end);
            return done;
        };
        var calls = 0L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Long>>();
            for (var i = 0; i < callers; i++) {
                running.add(threads.submit(caller));
            }
            for (var one : running) {
                calls += one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        settled.run();
        return new Round(calls, System.nanoTime() - begin);
    }

    Round plus(Round other) {
        return new Round(calls + other.calls, nanos + other.nanos);
    }

    double perSecond() {
        return calls * 1e9 / nanos;
    }
}
