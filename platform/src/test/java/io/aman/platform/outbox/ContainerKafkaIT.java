package io.aman.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.observability.Traces;
import io.aman.testing.EmbeddedMongo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** A relay and the broker of production; reported as skipped where there is no Docker. */
@Tag("process")
@Testcontainers(disabledWithoutDocker = true)
class ContainerKafkaIT {

    private static final String ORDERS = "orders";
    private static final int EVENTS = 200;

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.1");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("kafka"));

    @Test
    void whatADocumentPromisedLiesInTheBrokerInItsOrder() {
        var store = new OutboxStore(mongo);
        store.declareIndex(ORDERS);
        var events = IntStream.rangeClosed(1, EVENTS)
                .mapToObj(ContainerKafkaIT::event)
                .toList();
        mongo.insert(
                new Document("_id", "a").append(Outbox.FIELD, new Outbox("shop", Traces.none()).entries(events)),
                ORDERS);
        var producers = new DefaultKafkaProducerFactory<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        KAFKA.getBootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        var relay = relay(store, new KafkaTemplate<>(producers));
        try {
            relay.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> store.countPending(ORDERS) == 0);
        } finally {
            relay.stop();
            producers.destroy();
        }

        assertThat(arrived().stream().distinct())
                .containsExactlyElementsOf(events.stream().map(OutboxEvent::id).toList());
    }

    private static OutboxRelay relay(OutboxStore store, KafkaTemplate<String, byte[]> kafka) {
        var properties = new OutboxProperties(Duration.ofMillis(50), Duration.ofSeconds(15), Duration.ZERO, 8, 100);
        var sender = new AcknowledgedSender(kafka, properties.sendTimeout());
        return new OutboxRelay(
                store,
                new OutboxPublisher(sender, Traces.none(), new SimpleMeterRegistry()),
                List.of(new OutboxCollection(ORDERS)),
                properties);
    }

    /** The ids of all events, as a consumer reads them. */
    private static List<String> arrived() {
        var ids = new ArrayList<String>();
        Map<String, Object> settings = Map.of("bootstrap.servers", KAFKA.getBootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.PAYMENTS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(message -> ids.add(
                                new String(message.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)));
                return ids.size() >= EVENTS;
            });
        }
        return ids;
    }

    private static OutboxEvent event(int number) {
        var data = new PaymentEvent.Created("a", "usr_1", new Money(number, "KWD"), "stripe", null);
        return new OutboxEvent("a-" + number, Topics.PAYMENTS, "a", Instant.EPOCH.plusSeconds(number), data);
    }
}
