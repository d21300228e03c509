package io.aman.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * What has just happened goes before what is sent outside: an inbox tells of it at once, a mail takes a while anyhow. While
 * events are handled late, whoever sends leaves the processor to them, and sends a little all the same.
 */
@Component
public class Precedence {

    private static final Duration STEP = Duration.ofMillis(5);

    private final DeliveryProperties properties;
    private final Clock clock;
    private volatile Instant lateUntil = Instant.MIN;

    Precedence(DeliveryProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** An event is about to be handled. */
    public void handling(Instant happenedAt) {
        var now = clock.instant();
        if (happenedAt.plus(properties.yieldsAfter()).isBefore(now)) {
            lateUntil = now.plus(properties.yieldsAfter());
        }
    }

    boolean isLate() {
        return clock.instant().isBefore(lateUntil);
    }

    /** Waits while events are handled late, and not longer than {@code notification.delivery.longest-yield}. */
    void awaitEvents() {
        var end = System.nanoTime() + properties.longestYield().toNanos();
        while (isLate()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
