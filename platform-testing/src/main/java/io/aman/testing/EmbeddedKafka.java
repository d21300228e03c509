package io.aman.testing;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One Kafka broker for the whole JVM, started by its first use, with every topic of the suite and its dead letters.
 *
 * <p>Tests share the topics: keep apart by keys of your own, and read with {@link #records(String, String)}. Two contexts
 * of one service share its consumer group; one context a module keeps them apart.
 *
 * @see WithKafka
 */
public final class EmbeddedKafka {

    private static final int PARTITIONS = 3;
    private static final EventCodec CODEC = new EventCodec();

    private EmbeddedKafka() {}

    private static final class Broker {

        static final EmbeddedKafkaKraftBroker KAFKA = start();
        static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, KAFKA.getBrokersAsString(), ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        static final TopicReader READER = new TopicReader(KAFKA.getBrokersAsString());

        private static EmbeddedKafkaKraftBroker start() {
            var broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);
            broker.brokerProperty("auto.create.topics.enable", "false");
            broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
            broker.brokerProperty("offsets.topic.num.partitions", "1");
            broker.afterPropertiesSet();
            broker.addTopics(Topics.ALL.stream().flatMap(Broker::topics).toArray(NewTopic[]::new));
            return broker;
        }

        private static Stream<NewTopic> topics(String name) {
            var partitions = name.equals(Topics.REVOCATIONS) ? 1 : PARTITIONS;
            return Stream.of(
                    new NewTopic(name, partitions, (short) 1), new NewTopic(Topics.deadLettersOf(name), 1, (short) 1));
        }
    }

    public static String bootstrapServers() {
        return Broker.KAFKA.getBrokersAsString();
    }

    /** Publishes an event as a service's relay would, and returns once the broker has it. */
    public static void send(String topic, EventEnvelope<?> event) {
        send(topic, event.key(), CODEC.headers(event), CODEC.write(event.data()));
    }

    /** Publishes any record, also one that no reader can make sense of, and returns once the broker has it. */
    public static void send(String topic, String key, Map<String, String> headers, byte[] value) {
        var message = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, header) -> message.headers().add(name, header.getBytes(StandardCharsets.UTF_8)));
        send(message);
    }

    /** As {@link #send(String, String, Map, byte[])}, for a record that even lacks a key or a value. */
    public static void send(ProducerRecord<String, byte[]> message) {
        try {
            Broker.PRODUCER.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker did not take a record of " + message.topic(), e);
        }
    }

    /** Everything in {@code topic} by now, in order for each partition. */
    public static List<ConsumerRecord<String, byte[]>> records(String topic) {
        return Broker.READER.upToNow(topic);
    }

    /** The records of one key in {@code topic} by now, in order. */
    public static List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
        return records(topic).stream()
                .filter(message -> key.equals(message.key()))
                .toList();
    }

    /** The events of one key in {@code topic} by now, in order; records of types this version doesn't know are left out. */
    public static List<EventEnvelope<?>> events(String topic, String key) {
        return records(topic, key).stream()
                .map(EmbeddedKafka::event)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What {@link #events} found, reduced to the data of one kind. */
    public static <E extends DomainEvent> List<E> events(String topic, String key, Class<E> kind) {
        return events(topic, key).stream()
                .map(EventEnvelope::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Optional<EventEnvelope<?>> event(ConsumerRecord<String, byte[]> message) {
        return CODEC.read(headers(message), message.key(), message.value());
    }

    /** The headers of a record as text. */
    public static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        var headers = new LinkedHashMap<String, String>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
