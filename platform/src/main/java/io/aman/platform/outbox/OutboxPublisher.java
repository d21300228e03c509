package io.aman.platform.outbox;

import io.aman.events.EventCodec;
import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.event.EventRecords;
import io.aman.platform.observability.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.springframework.kafka.KafkaException;

/** Sends one event, waits until Kafka has it, and counts it by its type; one that is sent again counts again. */
final class OutboxPublisher {

    private final AcknowledgedSender sender;
    private final Traces traces;
    private final MeterRegistry meters;

    OutboxPublisher(AcknowledgedSender sender, Traces traces, MeterRegistry meters) {
        this.sender = sender;
        this.traces = traces;
        this.meters = meters;
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
        var type = entry.headers().getOrDefault(EventCodec.TYPE, "none");
        meters.counter("aman.events.published", "type", type).increment();
    }
}
