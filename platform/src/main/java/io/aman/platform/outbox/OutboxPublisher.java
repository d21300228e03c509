package io.aman.platform.outbox;

import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.event.EventRecords;
import io.aman.platform.observability.Traces;
import java.nio.charset.StandardCharsets;
import org.springframework.kafka.KafkaException;

/** Sends one event and waits until Kafka has it. */
final class OutboxPublisher {

    private final AcknowledgedSender sender;
    private final Traces traces;

    OutboxPublisher(AcknowledgedSender sender, Traces traces) {
        this.sender = sender;
        this.traces = traces;
    }

    /** @throws KafkaException when Kafka did not acknowledge in time; the event may have arrived all the same */
    void publish(OutboxStore.Entry entry) {
        traces.continued(entry.headers().get(Traces.TRACEPARENT), "outbox publish", () -> send(entry));
    }

    private void send(OutboxStore.Entry entry) {
        var message = EventRecords.of(
                entry.topic(), entry.key(), entry.headers(), entry.data().getBytes(StandardCharsets.UTF_8));
        message.headers().remove(Traces.TRACEPARENT); // the producer's own span takes that place
        sender.send(message, entry.id());
    }
}
