package io.aman.notification.webhook.message;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Serves lanes while the application runs: those that were rung for, and at each sweep those that nobody rang for. */
@Component
class WebhookDeliveryWorkers implements Swept {

    private static final Logger log = LoggerFactory.getLogger(WebhookDeliveryWorkers.class);

    private final ServeLane serveLane;
    private final SweptWorkers workers;

    WebhookDeliveryWorkers(ServeLane serveLane, LaneBell bell, MessageProperties properties) {
        this.serveLane = serveLane;
        this.workers = new SweptWorkers("webhooks", properties.lanes(), properties.poll(), this::announce);
        bell.answeredBy(this::announce);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    private void announce() {
        workers.execute(this::serveAll);
    }

    /** Goes from lane to lane, and has others go too as long as there is one. */
    private void serveAll() {
        try {
            while (workers.isRunning() && serveLane.serveNext(this::announce)) {
                // the next one
            }
        } catch (RuntimeException e) {
            // the store is away: what was taken is free again when its lease ends
            log.warn("A webhook worker pauses: {}", e.toString());
        }
    }
}
