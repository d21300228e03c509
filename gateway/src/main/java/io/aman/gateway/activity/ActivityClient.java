package io.aman.gateway.activity;

import io.aman.events.ActivityEvent.Active;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.event.EventRecords;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Tells session-service which sessions are in use, on a thread of its own. What Kafka does not take goes back into the
 * book, where it coalesces with what comes after; the next batch is begun when the last is acknowledged or given up.
 */
final class ActivityClient implements Swept {

    private static final Logger log = LoggerFactory.getLogger(ActivityClient.class);
    private static final String SOURCE = "/gateway";

    private final AtomicBoolean silent = new AtomicBoolean();
    private final ActivityBook book;
    private final KafkaOperations<String, byte[]> kafka;
    private final Counter told;
    private final SweptWorkers workers;

    ActivityClient(ActivityBook book, KafkaOperations<String, byte[]> kafka, Counter told, Duration interval) {
        this.book = book;
        this.kafka = kafka;
        this.told = told;
        this.workers = new SweptWorkers("activity", 1, interval, () -> tell(book::takeDue));
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    /** Called after the web server has closed: nothing comes after what is told here. */
    @Override
    public void stop() {
        workers.stop();
        tell(book::takeAll);
    }

    /** Before the web server opens, and after it has closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** One at a time; returns when each is acknowledged or back in the book, which Kafka's delivery timeout bounds. */
    private synchronized void tell(Supplier<List<Active>> taken) {
        var due = taken.get();
        var underWay = new ArrayList<CompletableFuture<?>>(due.size());
        var isAway = false;
        for (var active : due) {
            if (isAway) {
                book.giveBack(active); // each try would wait for the broker anew
                continue;
            }
            try {
                underWay.add(send(active));
            } catch (RuntimeException e) {
                isAway = true;
                failed(active, e);
            }
        }
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> send(Active active) {
        var event = new EventEnvelope<>(Ids.random("evt_"), SOURCE, active.sessionId(), active.at(), active);
        return kafka.send(EventRecords.of(Topics.ACTIVITY, event)).handle((_, error) -> {
            if (error == null) {
                succeeded();
            } else {
                failed(active, error);
            }
            return active;
        });
    }

    private void succeeded() {
        told.increment();
        if (silent.getAndSet(false)) {
            log.info("Activity is told again");
        }
    }

    private void failed(Active active, Throwable error) {
        book.giveBack(active);
        if (!silent.getAndSet(true)) {
            log.warn("Activity cannot be told: {}", error.toString());
        }
    }
}
