package io.aman.bench.notification;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** In the place of the services in which something happens. */
final class Happenings implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final Clock clock = Clock.systemUTC();
    private final KafkaProducer<String, byte[]> producer;

    Happenings(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Somebody registered, and can be told of things. */
    void registered(String userId) {
        send(Topics.SESSIONS, userId, new UserEvent.Registered(userId, userId + "@example.com", "Nora", "en"));
    }

    /** Somebody has paid; returns when the broker has it. */
    void captured(String userId) {
        var amount = new Money(12_500, "KWD");
        send(
                Topics.PAYMENTS,
                userId,
                new PaymentEvent.Captured("pay_" + UUID.randomUUID(), userId, amount, amount, "stripe", "Order 7"));
    }

    private void send(String topic, String key, DomainEvent data) {
        var id = "evt_" + UUID.randomUUID().toString().replace("-", "");
        var event = new EventEnvelope<>(id, "/bench", key, clock.instant(), data);
        var message = new ProducerRecord<>(topic, key, codec.write(data));
        codec.headers(event)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
