package io.aman.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Keeps what it was sent, in order, and fails as a test wants it to. */
final class FakeKafka extends KafkaTemplate<String, byte[]> {

    /** How Kafka behaves on one record. */
    enum Mood {
        TAKES_IT,
        REFUSES_IT,
        /** The broker has it, and the relay dies before it knows. */
        TAKES_IT_AND_THE_RELAY_DIES,
        NEVER_ANSWERS
    }

    static final class RelayDied extends RuntimeException {}

    final List<String> arrived = new CopyOnWriteArrayList<>();
    volatile Function<ProducerRecord<String, byte[]>, Mood> mood = _ -> Mood.TAKES_IT;

    FakeKafka() {
        super(new DefaultKafkaProducerFactory<>(Map.of()));
    }

    @Override
    public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> message) {
        return switch (mood.apply(message)) {
            case TAKES_IT -> take(message);
            case REFUSES_IT -> CompletableFuture.failedFuture(new IllegalStateException("no broker"));
            case TAKES_IT_AND_THE_RELAY_DIES -> {
                var _ = take(message);
                throw new RelayDied();
            }
            case NEVER_ANSWERS -> new CompletableFuture<>();
        };
    }

    /** The ids of one key's events, each at its first arrival. */
    List<String> firstArrivals(String key) {
        return arrived.stream()
                .filter(id -> id.startsWith(key + "-"))
                .distinct()
                .toList();
    }

    private CompletableFuture<SendResult<String, byte[]>> take(ProducerRecord<String, byte[]> message) {
        arrived.add(new String(message.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(new SendResult<>(message, null));
    }
}
