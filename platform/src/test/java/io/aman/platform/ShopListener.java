package io.aman.platform;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.MDC;
import org.springframework.kafka.annotation.KafkaListener;

public class ShopListener {

    /** One event as it came in, with the trace it came in. */
    public record Seen(EventEnvelope<?> event, String traceId) {}

    public final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** What happens to events of a key before they count as seen; a test sets it. */
    public final Map<String, Consumer<EventEnvelope<?>>> handlers = new ConcurrentHashMap<>();

    @KafkaListener(topics = "payments.v1")
    void onPayment(EventEnvelope<PaymentEvent> event) {
        on(event);
    }

    @KafkaListener(topics = "sessions.v1")
    void onAnyOfSeveralFamilies(EventEnvelope<? extends DomainEvent> event) {
        on(event);
    }

    public List<String> seenIds(String key) {
        return seen.stream()
                .filter(one -> one.event().key().equals(key))
                .map(one -> one.event().id())
                .toList();
    }

    private void on(EventEnvelope<?> event) {
        handlers.getOrDefault(event.key(), _ -> {}).accept(event);
        seen.add(new Seen(event, MDC.get("traceId")));
    }
}
