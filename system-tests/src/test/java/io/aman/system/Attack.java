package io.aman.system;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Guesses as session-service tells them, and the alerts that security-service tells. */
final class Attack implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final EventCodec codec = new EventCodec();
    private final String bootstrap;
    private final KafkaProducer<String, byte[]> kafka;

    Attack(String bootstrap) {
        this.bootstrap = bootstrap;
        this.kafka = new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    /** Each from an address of its own, so that no address is known to attack. */
    void guess(String person, int number) {
        var address =
                "198.%d.%d.%d".formatted(18 + number % 2, number / 2 % 256, Math.floorMod(person.hashCode(), 256));
        failed("%s_%d".formatted(person, number), person, person, address);
    }

    /** At so many accounts that there are not, the same ones from every address. */
    void spray(String address, int accounts) {
        for (var i = 0; i < accounts; i++) {
            failed("%s_%d".formatted(address, i), "%02d-nobody".formatted(i), null, address);
        }
    }

    private void failed(String id, String accountKey, @Nullable String person, String address) {
        var at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        var reason = person == null ? "unknown-user" : "bad-credentials";
        var event = new EventEnvelope<LoginEvent>(
                "evt_" + id,
                "/session-service",
                accountKey,
                at,
                new LoginEvent.Failed("att_" + id, accountKey, person, reason, address, "Firefox", at));
        var message = new ProducerRecord<>(Topics.LOGINS, accountKey, codec.write(event.data()));
        codec.headers(event)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = kafka.send(message);
    }

    /** What these alerts are about, a person or an address, by event: each once however often it was sent. */
    List<String> alerts(Predicate<String> about) {
        kafka.flush();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.SECURITY).stream()
                    .map(partition -> new TopicPartition(Topics.SECURITY, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new LinkedHashMap<String, String>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL)
                        .forEach(message -> codec.read(headers(message), message.key(), message.value())
                                .ifPresent(event -> {
                                    if (event.data() instanceof SecurityEvent.AlertRaised raised
                                            && about.test(subject(raised))) {
                                        found.put(event.id(), subject(raised));
                                    }
                                }));
            }
            return List.copyOf(found.values());
        }
    }

    private static String subject(SecurityEvent.AlertRaised raised) {
        return Objects.requireNonNullElse(raised.userId(), String.valueOf(raised.address()));
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        var headers = new LinkedHashMap<String, String>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
