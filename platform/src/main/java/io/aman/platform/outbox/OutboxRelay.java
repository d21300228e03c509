package io.aman.platform.outbox;

import io.aman.platform.outbox.OutboxStore.Aggregate;
import io.aman.platform.outbox.OutboxStore.Published;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.aman.platform.work.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what documents promised, in order for each document, and takes it out once Kafka has acknowledged it.
 *
 * <p>A crash at any point means published again, never lost. A writer {@linkplain #wake wakes} the relay after its
 * write; the sweep finds what nobody announced.
 */
public final class OutboxRelay implements Swept {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int MOST_TOGETHER = 100;

    /** Whether somebody asked for a document since the running relay began to read it. */
    private enum Run {
        ASKED,
        READING
    }

    private final OutboxStore store;
    private final OutboxPublisher publisher;
    private final List<OutboxCollection> collections;
    private final int batch;
    private final Map<Aggregate, Run> runs = new ConcurrentHashMap<>();
    private final Together<Aggregate, List<Document>> reading;
    private final Together<Published, Boolean> clearing;
    private final SweptWorkers workers;

    OutboxRelay(
            OutboxStore store,
            OutboxPublisher publisher,
            List<OutboxCollection> collections,
            OutboxProperties properties) {
        this.store = store;
        this.publisher = publisher;
        this.collections = List.copyOf(collections);
        this.batch = properties.sweepBatch();
        this.reading = new Together<>(properties.gather(), MOST_TOGETHER, store::waiting);
        this.clearing = new Together<>(properties.gather(), MOST_TOGETHER, published -> {
            store.remove(published);
            return Collections.nCopies(published.size(), true);
        });
        this.workers = new SweptWorkers("outbox", properties.concurrency(), properties.sweepInterval(), this::sweep);
    }

    /** Announces that a document may have events to publish; returns at once. */
    public void wake(String collection, Object id) {
        var aggregate = new Aggregate(collection, id);
        if (runs.put(aggregate, Run.ASKED) == null && !workers.execute(() -> relay(aggregate))) {
            runs.remove(aggregate);
        }
    }

    private void relay(Aggregate aggregate) {
        try {
            do {
                runs.put(aggregate, Run.READING); // a wake from here on asks for one more round
                publishAll(aggregate);
            } while (!runs.remove(aggregate, Run.READING));
        } catch (RuntimeException | Error e) { // whatever it was, the sweep must find the document free
            runs.remove(aggregate);
            log.warn(
                    "The outbox of {} {} waits for the next sweep: {}",
                    aggregate.collection(),
                    aggregate.id(),
                    e.toString());
        }
    }

    private void publishAll(Aggregate aggregate) {
        var published = new ArrayList<String>();
        try {
            for (var stored : reading.ask(aggregate)) {
                var entry = OutboxStore.entry(stored);
                publisher.publish(entry);
                published.add(entry.id());
            }
        } finally {
            if (!published.isEmpty()) {
                var _ = clearing.ask(new Published(aggregate, published));
            }
        }
    }

    private void sweep() {
        for (var collection : collections) {
            try {
                store.pending(collection.name(), batch).forEach(id -> wake(collection.name(), id));
            } catch (RuntimeException e) {
                log.warn("The outboxes of {} could not be swept: {}", collection.name(), e.toString());
            }
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
