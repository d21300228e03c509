package io.aman.bench.gateway;

import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** In session-service's place: revocations of sessions that nobody here uses, and the heartbeat. */
final class Revoked implements AutoCloseable {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final EventCodec codec = new EventCodec();
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final KafkaProducer<String, byte[]> producer;
    private int told;

    private Revoked(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    static Revoked at(String bootstrap) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 256 * 1024);
        var revoked = new Revoked(new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
        var _ = revoked.heart.scheduleAtFixedRate(revoked::beat, 0, 1, TimeUnit.SECONDS);
        return revoked;
    }

    /** Returns when the broker has so many, those told before among them. */
    void upTo(int count) {
        for (; told < count; told++) {
            var session = "ses_" + UUID.randomUUID().toString().replace("-", "");
            send(
                    "sid:" + session,
                    new RevocationEvent.Session(session, clock.instant().plus(REMEMBERED)));
        }
        producer.flush();
    }

    private void beat() {
        send("heartbeat", new RevocationEvent.Heartbeat(clock.instant()));
        producer.flush();
    }

    private <E extends DomainEvent> void send(String key, E event) {
        var envelope =
                new EventEnvelope<>(UUID.randomUUID().toString(), "/session-service", key, clock.instant(), event);
        var message = new ProducerRecord<>(Topics.REVOCATIONS, key, codec.write(event));
        codec.headers(envelope)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = producer.send(message);
    }

    @Override
    public void close() {
        heart.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}
