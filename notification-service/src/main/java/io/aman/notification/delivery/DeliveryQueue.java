package io.aman.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        add(delivery, clock.instant());
    }

    /** As {@link #add(Delivery)}, of what happened at that time. */
    public void add(Delivery delivery, Instant happenedAt) {
        deliveries.add(delivery, clock.instant(), happenedAt);
        wake(1);
    }

    /**
     * Takes back what waits under that key. What is being sent, or was, is not stopped: it may be out already.
     *
     * @return how many deliveries will not be sent
     */
    public long cancel(String cancelKey) {
        return deliveries.cancel(cancelKey, clock.instant());
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
