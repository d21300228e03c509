package io.aman.gateway.revocation;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.event.EventRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker that a test may fill, and take away, without others noticing. */
final class OwnBroker implements AutoCloseable {

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, Topics.REVOCATIONS);
    private final KafkaProducer<String, byte[]> producer;

    OwnBroker() {
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        producer = new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString(), ProducerConfig.LINGER_MS_CONFIG, 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(String key, RevocationEvent event, Instant at) {
        var envelope = new EventEnvelope<>(UUID.randomUUID().toString(), "/session-service", key, at, event);
        var _ = producer.send(EventRecords.of(Topics.REVOCATIONS, envelope));
    }

    /** Returns when the broker has all that was sent. */
    void flush() {
        producer.flush();
    }

    KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        BOOTSTRAP_SERVERS_CONFIG,
                        broker.getBrokersAsString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** As a crash of the only broker. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        broker.destroy();
    }
}
