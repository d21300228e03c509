package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.UserEvent;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.Preferences;
import io.aman.notification.preference.WhatWaits;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** An event whose owner has said how and when they want to be told, on a real store. */
abstract class PreferredTelling {

    static final Money AMOUNT = new Money(12_500, "KWD");
    static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");
    static final Instant NIGHT = Instant.parse("2026-11-25T20:30:00Z"); // 23:30 in Kuwait
    static final Instant MORNING = Instant.parse("2026-11-26T04:00:00Z");

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("preferred"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final List<Wiring> started = new ArrayList<>();
    final Wiring service = start(mongo);

    @BeforeEach
    void somebodyIsKnown() {
        tell("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));
    }

    @AfterEach
    void stop() {
        started.forEach(Wiring::close);
    }

    void assertNothingIsOpen() {
        assertThat(all("intents")).noneMatch(intent -> intent.containsKey("sweepAt"));
    }

    void prefer(UnaryOperator<Preferences> change) {
        service.get(PreferenceBook.class).change("usr_1", PreferenceBook.By.OWNER, change);
        service.get(WhatWaits.class).planAnew("usr_1");
    }

    void sweep() {
        service.get(TellUser.class).sweep();
        service.get(SendDigests.class).sweep();
    }

    void tell(String id, DomainEvent event) {
        tell(service, id, event);
    }

    static void tell(Wiring wiring, String id, DomainEvent event) {
        var envelope = new EventEnvelope<>(id, "/test", "key", AT, event);
        if (event instanceof PaymentEvent) {
            wiring.get(PaymentEventListener.class).tell(List.of(new Happened(envelope, null)));
        } else {
            wiring.get(AccountEventListener.class).on(envelope);
        }
    }

    static Captured captured(String paymentId) {
        return new Captured(paymentId, "usr_1", AMOUNT, AMOUNT, "stripe", "Order 7");
    }

    Wiring start(MongoOperations store) {
        var wiring = Wiring.start(store, clock);
        started.add(wiring);
        return wiring;
    }

    List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }
}
