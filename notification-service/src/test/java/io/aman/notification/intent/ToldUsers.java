package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The way from an event to an inbox entry and a delivery, on a real store. */
abstract class ToldUsers {

    static final Money AMOUNT = new Money(12_500, "KWD");
    /** How many writes it takes to tell of a payment. */
    static final int TELLING_WRITES = 8;

    static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("intent"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final List<Wiring> started = new ArrayList<>();

    /** A process that lives; all that one that died leaves behind is in the store. */
    final Service service = start(mongo);

    @AfterEach
    void stop() {
        started.forEach(Wiring::close);
    }

    void assertToldOnce() {
        assertThat(all("inbox")).hasSize(1);
        assertThat(all("deliveries")).hasSize(1);
        assertNothingIsOpen();
    }

    void assertNothingIsOpen() {
        assertThat(all("intents")).isNotEmpty().noneMatch(intent -> intent.containsKey("sweepAt"));
    }

    String texts() {
        return all("deliveries").stream().map(Wiring::body).toList().toString();
    }

    List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }

    void clear(String collection) {
        mongo.getCollection(collection).deleteMany(new Document());
    }

    static EventEnvelope<UserEvent.Registered> registered(String language) {
        return event("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", language));
    }

    static EventEnvelope<PaymentEvent.Captured> captured(String id) {
        return event(id, new PaymentEvent.Captured("pay_1", "usr_1", AMOUNT, AMOUNT, "stripe", "Order 7"));
    }

    static <E extends DomainEvent> EventEnvelope<E> event(String id, E data) {
        return new EventEnvelope<>(id, "/test", "key", AT, data);
    }

    Service start(MongoOperations store) {
        var wiring = Wiring.start(store, clock);
        started.add(wiring);
        return new Service(
                wiring.get(PaymentEventListener.class),
                wiring.get(AccountEventListener.class),
                wiring.get(TellUser.class));
    }

    record Service(PaymentEventListener payments, AccountEventListener accounts, TellUser tellUser) {

        void tell(EventEnvelope<?> event) {
            if (event.data() instanceof PaymentEvent) {
                payments.tell(List.of(new Happened(event, null)));
            } else {
                accounts.on(event);
            }
        }

        void sweep() {
            tellUser.sweep();
        }
    }
}
