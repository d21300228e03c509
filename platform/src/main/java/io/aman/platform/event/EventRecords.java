package io.aman.platform.event;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.UnreadableEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns events into records and back; the attributes lie in the headers, as text. */
public final class EventRecords {

    private static final EventCodec CODEC = new EventCodec();

    private EventRecords() {}

    public static ProducerRecord<String, byte[]> of(String topic, EventEnvelope<?> event) {
        return of(topic, event.key(), CODEC.headers(event), CODEC.write(event.data()));
    }

    public static ProducerRecord<String, byte[]> of(
            String topic, String key, Map<String, String> headers, byte[] data) {
        var message = new ProducerRecord<>(topic, key, data);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /**
     * Reads a record.
     *
     * @return empty when its type is not known to this version
     * @throws UnreadableEvent when it is no event
     */
    public static Optional<EventEnvelope<?>> read(ConsumerRecord<?, ?> message) {
        if (message.key() instanceof String key && message.value() instanceof byte[] data) {
            return CODEC.read(headers(message), key, data);
        }
        throw new UnreadableEvent("a record without key or value is no event");
    }

    /** The headers as text; one without a value counts as missing. */
    public static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return headers;
    }
}
