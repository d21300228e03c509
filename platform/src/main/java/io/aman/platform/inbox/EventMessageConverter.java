package io.aman.platform.inbox;

import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import java.lang.reflect.Type;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

/**
 * Turns a record's bytes into an {@link io.aman.events.EventEnvelope} on the way to a listener, so that a record that
 * cannot be read still reaches the dead letters byte for byte.
 */
final class EventMessageConverter extends MessagingMessageConverter {

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> message, @Nullable Type type) {
        return EventRecords.read(message)
                .orElseThrow(() -> new UnreadableEvent("its type is unknown and it was not filtered"));
    }
}
