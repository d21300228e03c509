package io.aman.platform.event;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/** Sends one record and returns once Kafka has it. */
public final class AcknowledgedSender {

    private final KafkaOperations<String, byte[]> kafka;
    private final Duration timeout;

    public AcknowledgedSender(KafkaOperations<String, byte[]> kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
    }

    /**
     * Sends a record.
     *
     * @param name what is sent, for the error's message
     * @throws KafkaException when Kafka did not acknowledge in time; the record may have arrived all the same
     */
    public void send(ProducerRecord<String, byte[]> message, String name) {
        try {
            kafka.send(message).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka did not acknowledge " + name, e);
        }
    }
}
