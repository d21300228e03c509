package io.aman.platform.outbox;

import io.aman.platform.observability.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/** Sends one event and waits until Kafka has it. */
final class OutboxPublisher {

    private final KafkaOperations<String, byte[]> kafka;
    private final Traces traces;
    private final Duration timeout;

    OutboxPublisher(KafkaOperations<String, byte[]> kafka, Traces traces, Duration timeout) {
        this.kafka = kafka;
        this.traces = traces;
        this.timeout = timeout;
    }

    /** @throws KafkaException when Kafka did not acknowledge in time; the event may have arrived all the same */
    void publish(OutboxStore.Entry entry) {
        traces.continued(entry.headers().get(Traces.TRACEPARENT), "outbox publish", () -> send(entry));
    }

    private void send(OutboxStore.Entry entry) {
        var message = new ProducerRecord<String, byte[]>(
                entry.topic(), entry.key(), entry.data().getBytes(StandardCharsets.UTF_8));
        entry.headers().forEach((name, value) -> {
            if (!name.equals(Traces.TRACEPARENT)) { // the producer's own span takes that place
                message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        try {
            kafka.send(message).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing " + entry.id(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka did not acknowledge " + entry.id(), e);
        }
    }
}
