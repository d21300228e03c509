package io.aman.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Takes messages to send. */
@Component
public class DeliveryQueue {

    private final Deliveries deliveries;
    private final Clock clock;

    /** One permit for each worker that has something to look for. */
    private final Semaphore news = new Semaphore(0);

    DeliveryQueue(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Stored when this returns, and sent soon, or when its {@code notBefore} has come; a delivery of an id that was added
     * before changes nothing.
     */
    public void add(Delivery delivery) {
        add(List.of(new Queued(delivery, clock.instant())));
    }

    /** As {@link #add(Delivery)}, of many. */
    public void add(List<Queued> all) {
        if (!all.isEmpty()) {
            deliveries.add(all, clock.instant());
            wake(all.size());
        }
    }

    /**
     * Takes back what waits under these keys. What is being sent, or was, is not stopped: it may be out already.
     *
     * @return how many deliveries will not be sent
     */
    public long cancel(Collection<String> cancelKeys) {
        return deliveries.cancel(cancelKeys, clock.instant());
    }

    void wake(int workers) {
        news.release(workers);
    }

    void awaitNews(Duration atMost) throws InterruptedException {
        if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits(); // who is awake looks until nothing is due
        }
    }
}
