package io.aman.payment.health;

import io.aman.payment.payment.UnresolvedOutcomes;
import io.aman.platform.outbox.OutboxBacklog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the storage, and waits for it no longer than told: the driver itself would for half a minute. */
final class StorageProbe {

    private static final Logger log = LoggerFactory.getLogger(StorageProbe.class);

    private final Callable<Readings> read;
    private final Duration timeout;

    StorageProbe(Callable<Readings> read, Duration timeout) {
        this.read = read;
        this.timeout = timeout;
    }

    /** Reads what waits to be published and what is unresolved; of both {@code atMost}, and whether there is more. */
    static Callable<Readings> reading(OutboxBacklog outbox, UnresolvedOutcomes unresolved, int atMost) {
        return () -> {
            var begun = System.nanoTime();
            var backlog = outbox.look(atMost);
            var open = unresolved.count(atMost + 1);
            return new Readings(backlog, open, Duration.ofNanos(System.nanoTime() - begun));
        };
    }

    /** @return empty when there was no answer in time */
    Optional<Readings> look() {
        var task = new FutureTask<>(read);
        var reader = Thread.ofVirtual().name("storage-probe").start(task);
        try {
            return Optional.of(task.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            log.warn("The storage did not answer within {}", timeout);
        } catch (ExecutionException e) {
            log.warn("The storage cannot be read: {}", String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        reader.interrupt(); // the driver gives up waiting
        return Optional.empty();
    }
}
