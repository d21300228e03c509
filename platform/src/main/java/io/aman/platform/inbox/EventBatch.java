package io.aman.platform.inbox;

import io.aman.events.EventEnvelope;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import io.aman.platform.observability.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * What a poll of Kafka brought, handled together: hundreds of events become a few commands to the store.
 *
 * <p>Where that fails they are handled one after the other, and the one that cannot be is named to the container: those
 * before it are done, it is tried again and parked when its tries are used up, and those behind it come again. So an
 * effect may be asked for more than once, and must come out the same.
 */
public final class EventBatch {

    private static final Logger log = LoggerFactory.getLogger(EventBatch.class);

    /** @param message the record that the event came in */
    public record Received(ConsumerRecord<String, byte[]> message, EventEnvelope<?> event) {

        /** The trace that brought it. */
        public @Nullable String traceparent() {
            return EventRecords.headers(message).get(Traces.TRACEPARENT);
        }
    }

    private EventBatch() {}

    /**
     * Handles the events of a type that this version knows.
     *
     * @throws BatchListenerFailedException naming the first record that could not be read or handled
     */
    public static void handle(List<ConsumerRecord<String, byte[]>> messages, Consumer<List<Received>> effect) {
        var received = new ArrayList<Received>();
        for (var message : messages) {
            try {
                EventRecords.read(message).ifPresent(event -> received.add(new Received(message, event)));
            } catch (UnreadableEvent e) {
                apply(received, effect);
                throw new BatchListenerFailedException("an event cannot be read", e, message);
            }
        }
        apply(received, effect);
    }

    private static void apply(List<Received> received, Consumer<List<Received>> effect) {
        if (received.isEmpty()) {
            return;
        }
        try {
            effect.accept(List.copyOf(received));
        } catch (RuntimeException together) {
            log.debug("Handling {} events one by one: {}", received.size(), together.toString());
            received.forEach(one -> applyAlone(one, effect));
        }
    }

    private static void applyAlone(Received one, Consumer<List<Received>> effect) {
        try {
            effect.accept(List.of(one));
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("an event cannot be handled", e, one.message());
        }
    }
}
