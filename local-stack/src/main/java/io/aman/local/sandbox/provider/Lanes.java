package io.aman.local.sandbox.provider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues by name, each worked off in order by a virtual thread that lives as long as something waits. */
final class Lanes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    /**
     * @param copies how often to send it
     * @param pause before the first attempt
     * @param swap how long to wait for a successor that goes first
     */
    record Parcel(String id, int copies, Duration pause, Duration swap) {
        static Parcel of(String id) {
            return new Parcel(id, 1, Duration.ZERO, Duration.ZERO);
        }

        Parcel unswapped() {
            return new Parcel(id, copies, pause, Duration.ZERO);
        }
    }

    /** Sends one parcel, however long that takes. */
    @FunctionalInterface
    interface Carrier {
        void carry(String lane, Parcel parcel) throws InterruptedException;
    }

    private final Carrier carrier;
    private final Map<String, Deque<Parcel>> waiting = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);

    Lanes(Carrier carrier) {
        this.carrier = carrier;
    }

    synchronized void add(String lane, Parcel parcel) {
        if (isClosed()) {
            return; // it stays owed: the next process takes it up
        }
        var queue = waiting.get(lane);
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting.put(lane, queue);
            threads.execute(() -> work(lane));
        }
        queue.add(parcel);
        notifyAll();
    }

    /** Waits that long; false as soon as all is to end. */
    boolean pause(Duration duration) throws InterruptedException {
        return !closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work(String lane) {
        try {
            for (var parcel = next(lane); parcel != null; parcel = next(lane)) {
                carrier.carry(lane, parcel);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("webhooks of {} are held up until the next start", lane, e);
        }
    }

    private synchronized @Nullable Parcel next(String lane) throws InterruptedException {
        var queue = waiting.getOrDefault(lane, new ArrayDeque<>());
        var first = queue.poll();
        if (first == null || isClosed()) {
            waiting.remove(lane);
            return null;
        }
        if (first.swap().isZero()) {
            return first;
        }
        awaitSuccessor(queue, first.swap());
        var successor = queue.poll();
        if (successor == null) {
            return first;
        }
        queue.addFirst(first.unswapped());
        return successor;
    }

    private synchronized void awaitSuccessor(Deque<Parcel> queue, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); queue.isEmpty() && left > 0 && !isClosed(); ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** No thread is interrupted: one that is writing to the store would break it. */
    @Override
    public void close() {
        synchronized (this) {
            closed.countDown();
            notifyAll();
        }
        threads.close();
    }
}
