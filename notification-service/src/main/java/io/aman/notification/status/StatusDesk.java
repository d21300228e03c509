package io.aman.notification.status;

import io.aman.notification.delivery.DeliveryStatus;
import io.aman.notification.delivery.DeliveryStatuses;
import io.aman.notification.status.MongoStatuses.Claimed;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores statuses and notes them with their deliveries. Work begins when one is stored; the sweep takes up what a crash
 * left behind and what is to be tried again: a status may come before what it is about is written here.
 */
@Component
class StatusDesk implements StatusInbox, Swept {

    private static final Logger log = LoggerFactory.getLogger(StatusDesk.class);
    private static final int SWEEP = 500;

    private final MongoStatuses stored;
    private final DeliveryStatuses deliveries;
    private final StatusProperties properties;
    private final Clock clock;
    private final SweptWorkers workers;

    StatusDesk(MongoStatuses stored, DeliveryStatuses deliveries, StatusProperties properties, Clock clock) {
        this.stored = stored;
        this.deliveries = deliveries;
        this.properties = properties;
        this.clock = clock;
        this.workers = new SweptWorkers("statuses", properties.concurrency(), properties.sweepInterval(), this::sweep);
    }

    @Override
    public void receive(List<DeliveryStatus> statuses) {
        for (var status : statuses) {
            if (stored.add(status, clock.instant())) {
                var _ = workers.execute(() -> work(MongoStatuses.idOf(status)));
            }
        }
    }

    /** Works on one, if nobody else does. */
    void work(String id) {
        try {
            stored.claim(id, clock.instant(), properties.lease()).ifPresent(this::note);
        } catch (RuntimeException e) {
            log.warn("The status {} is taken up again when its lease is over", id, e);
        }
    }

    private void note(Claimed claimed) {
        if (deliveries.apply(claimed.status())) {
            stored.done(claimed.id(), "noted");
            return;
        }
        var next = clock.instant().plus(properties.pauseAfter(claimed.tries()));
        if (next.isAfter(claimed.receivedAt().plus(properties.giveUpAfter()))) {
            log.warn("The status {} is given up: its delivery is not known", claimed.id());
            stored.done(claimed.id(), "unknown");
        } else {
            stored.retryAt(claimed.id(), next);
        }
    }

    /** Everything that is due. */
    void sweep() {
        try {
            var now = clock.instant();
            stored.due(now, SWEEP).forEach(id -> {
                var _ = workers.execute(() -> work(id));
            });
            stored.deleteReceivedBefore(now.minus(properties.keep()));
        } catch (RuntimeException e) {
            log.warn("The statuses could not be swept: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
