package io.aman.notification.delivery;

import java.time.Clock;
import java.time.Duration;
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

    /** Stored when this returns, and sent soon; a delivery of an id that was added before changes nothing. */
    public void add(Delivery delivery) {
        deliveries.add(delivery, clock.instant());
        wake(1);
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
