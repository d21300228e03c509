package io.aman.gateway.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.ActivityEvent.Active;
import io.aman.events.Topics;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

class ActivityClientTest {

    private static final String HERE = "192.0.2.1";

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final ActivityBook book = new ActivityBook(clock, Duration.ofSeconds(30), 100);
    private final Counter told = new SimpleMeterRegistry().counter("told");
    private final String session = "ses_" + UUID.randomUUID();
    private final DefaultKafkaProducerFactory<String, byte[]> producers = new DefaultKafkaProducerFactory<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() {
        producers.destroy();
    }

    @Test
    void whatIsLeftIsToldAtShutdown() {
        var client = new ActivityClient(book, new KafkaTemplate<>(producers), told, Duration.ofHours(1));
        client.start();
        book.admit(session, HERE);
        book.admit(session, HERE);
        client.stop();

        assertThat(EmbeddedKafka.events(Topics.ACTIVITY, session, Active.class).stream()
                        .mapToLong(Active::requests)
                        .sum())
                .isEqualTo(2);
        assertThat(book.takeAll()).isEmpty();
    }

    @Test
    void whileTheBrokerIsAwayRequestsGoOnBeingCounted() {
        keepsCounting(() -> {
            throw new KafkaException("no metadata");
        });
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsToldAgain() {
        keepsCounting(() -> CompletableFuture.failedFuture(new KafkaException("timed out")));
    }

    private void keepsCounting(Supplier<CompletableFuture<SendResult<String, byte[]>>> refusal) {
        var away = new KafkaTemplate<String, byte[]>(producers) {
            @Override
            public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> message) {
                tries.incrementAndGet();
                return refusal.get();
            }
        };
        var client = new ActivityClient(book, away, told, Duration.ofMillis(5));
        client.start();
        for (var i = 0; i < 3; i++) {
            book.admit(session, HERE);
            book.admit(session + "-other", HERE);
            var before = tries.get();
            await().until(() -> tries.get() > before + 2);
        }
        client.stop();

        assertThat(told.count()).isZero();
        await().until(() -> book.size() == 2);
        assertThat(book.takeAll()).extracting(Active::requests).containsExactly(3L, 3L);
    }
}
