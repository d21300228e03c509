package io.aman.platform.inbox;

import io.aman.events.EventCodec;
import io.aman.events.UnreadableEvent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

/**
 * Turns a record's bytes into an {@link io.aman.events.EventEnvelope} on the way to a listener, so that a record that
 * cannot be read still reaches the dead letters byte for byte.
 */
final class EventMessageConverter extends MessagingMessageConverter {

    private final EventCodec codec = new EventCodec();

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> message, @Nullable Type type) {
        if (message.key() instanceof String key && message.value() instanceof byte[] data) {
            return codec.read(headers(message), key, data)
                    .orElseThrow(() -> new UnreadableEvent("its type is unknown and it was not filtered"));
        }
        throw new UnreadableEvent("a record without key or value is no event");
    }

    /** The headers as text; one without a value counts as missing. */
    static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        Map<String, String> headers = new LinkedHashMap<>();
        message.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return headers;
    }
}
