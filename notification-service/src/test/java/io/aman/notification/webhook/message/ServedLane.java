package io.aman.notification.webhook.message;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.notification.Wiring;
import io.aman.notification.webhook.Receiver;
import io.aman.notification.webhook.endpoint.Endpoints;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The queue of webhooks against a real receiver, a step at a time. */
abstract class ServedLane {

    static final Map<String, Object> LOCAL = Map.of(
            "notification.webhook.target.allow-http", "true",
            "notification.webhook.target.allow-private-addresses", "true",
            "notification.webhook.target.ports", "");
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("webhooks"));
    final Wiring service = start(mongo);
    final Endpoints endpoints = new Endpoints(service);
    final Receiver receiver = new Receiver();
    final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        service.close();
        receiver.close();
    }

    Wiring start(MongoOperations store) {
        return Wiring.start(store, clock, 1, LOCAL);
    }

    static EventEnvelope<DomainEvent> captured(String payer) {
        var amount = new Money(12_500, "KWD");
        return event(new Captured("pay_1", payer, amount, amount, "stripe", "order-7"));
    }

    static EventEnvelope<DomainEvent> event(DomainEvent data) {
        return new EventEnvelope<>(Ids.random("evt_"), "/test", "key", Instant.parse("2026-11-25T09:59:00Z"), data);
    }

    void hear(EventEnvelope<?> event) {
        service.get(WebhookEventListener.class).hear(List.of(new TellEndpoints.Heard(event, null)));
    }

    /** Until nothing is due. */
    void serve() {
        serve(service);
    }

    static void serve(Wiring of) {
        while (of.get(ServeLane.class).serveNext(() -> {})) {
            // the next lane
        }
    }

    List<Message> messages(String endpointId) {
        return service.get(MongoMessages.class).page(endpointId, null, null, 100);
    }

    Message onlyMessage(String endpointId) {
        return messages(endpointId).getFirst();
    }

    String told(String endpointId) {
        return String.valueOf(
                mongo.findById(endpointId, Document.class, "webhook_endpoints").getList("outbox", Document.class));
    }
}
