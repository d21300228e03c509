package io.aman.platform.outbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what documents promised, in order for each document, and takes it out once Kafka has acknowledged it.
 *
 * <p>A crash at any point means published again, never lost. A writer {@linkplain #wake wakes} the relay after its
 * write; the sweep finds what nobody announced.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private record Aggregate(String collection, Object id) {}

    /** Whether somebody asked for a document since the running relay began to read it. */
    private enum Run {
        ASKED,
        READING
    }

    private final OutboxStore store;
    private final OutboxPublisher publisher;
    private final List<OutboxCollection> collections;
    private final OutboxProperties properties;
    private final Map<Aggregate, Run> runs = new ConcurrentHashMap<>();
    private final Semaphore slots;
    private volatile boolean running;
    private volatile ExecutorService workers = closed();
    private volatile ScheduledExecutorService sweeper = closed();

    OutboxRelay(
            OutboxStore store,
            OutboxPublisher publisher,
            List<OutboxCollection> collections,
            OutboxProperties properties) {
        this.store = store;
        this.publisher = publisher;
        this.collections = List.copyOf(collections);
        this.properties = properties;
        this.slots = new Semaphore(properties.concurrency());
    }

    /** Announces that a document may have events to publish; returns at once. */
    public void wake(String collection, Object id) {
        var aggregate = new Aggregate(collection, id);
        if (running && runs.put(aggregate, Run.ASKED) == null) {
            try {
                workers.execute(() -> relay(aggregate));
            } catch (RejectedExecutionException _) {
                runs.remove(aggregate); // stopping: the next start's sweep finds it
            }
        }
    }

    private void relay(Aggregate aggregate) {
        slots.acquireUninterruptibly();
        try {
            do {
                runs.put(aggregate, Run.READING); // a wake from here on asks for one more round
                publishAll(aggregate);
            } while (!runs.remove(aggregate, Run.READING));
        } catch (RuntimeException | Error e) { // whatever it was, the sweep must find the document free
            runs.remove(aggregate);
            log.warn(
                    "The outbox of {} {} waits for the next sweep: {}",
                    aggregate.collection,
                    aggregate.id,
                    e.toString());
        } finally {
            slots.release();
        }
    }

    private void publishAll(Aggregate aggregate) {
        for (var entry : store.waiting(aggregate.collection, aggregate.id)) {
            publisher.publish(entry);
            store.remove(aggregate.collection, aggregate.id, entry.id());
        }
    }

    private void sweep() {
        for (var collection : collections) {
            try {
                store.pending(collection.name(), properties.sweepBatch()).forEach(id -> wake(collection.name(), id));
            } catch (RuntimeException e) {
                log.warn("The outboxes of {} could not be swept: {}", collection.name(), e.toString());
            }
        }
    }

    @Override
    public void start() {
        workers = Executors.newVirtualThreadPerTaskExecutor();
        sweeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("outbox-sweeper").daemon().factory());
        running = true;
        var interval = properties.sweepInterval().toMillis();
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        sweeper.shutdownNow();
        workers.close(); // lets sends in flight end, so that fewer events go out twice
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static ScheduledExecutorService closed() {
        var executor = Executors.newSingleThreadScheduledExecutor();
        executor.shutdown();
        return executor;
    }
}
