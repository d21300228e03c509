package io.aman.platform.inbox;

import static io.aman.events.Topics.PAYMENTS;
import static io.aman.platform.ShopClient.json;
import static org.awaitility.Awaitility.await;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.ShopClient;
import io.aman.platform.ShopListener;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A shop that listens, and whoever looks at what it could not take. */
@ServiceTest
abstract class ListeningShop {

    static final byte[] POISON = {'{', '"', (byte) 0xff, 0, 'x'};

    final EventCodec codec = new EventCodec();
    final String key = Ids.random("pay_");

    @Autowired
    ShopListener shop;

    @LocalServerPort
    private int port;

    ShopClient client;

    @BeforeEach
    void connect() {
        client = new ShopClient(port);
    }

    ConsumerRecord<String, byte[]> awaitParked() {
        await().until(() -> !parked().isEmpty());
        return parked().getFirst();
    }

    List<ConsumerRecord<String, byte[]>> parked() {
        return EmbeddedKafka.records(Topics.deadLettersOf(PAYMENTS), key);
    }

    JsonNode awaitLetter() {
        await().until(() -> !letters().isEmpty());
        return letters().getFirst();
    }

    List<JsonNode> letters() {
        var all = json(client.send(client.as("usr_admin", "/api/shop/dead-letters", "events.view")));
        return all.valueStream()
                .filter(letter -> key.equals(letter.path("key").asString(null)))
                .toList();
    }

    EventEnvelope<PaymentEvent> event(int number) {
        var data = new PaymentEvent.Created(key, "usr_1", new Money(number, "KWD"), "stripe", null);
        return envelope(id(number), data);
    }

    <E extends DomainEvent> EventEnvelope<E> envelope(String id, E data) {
        return new EventEnvelope<>(id, "/payment-service", key, Instant.EPOCH, data);
    }

    String id(int number) {
        return key + "-" + number;
    }
}
