package io.aman.payment.metrics;

import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.Providers;
import io.aman.platform.event.EventRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;

/**
 * Counts what payments did, from the events of this very service.
 *
 * <p>In a consumer group of its own and in batches: hundreds of events are two writes, and nobody else waits for them.
 */
@Component
class PaymentMetricsListener {

    private final MongoPaymentHours hours;
    private final Providers providers;

    PaymentMetricsListener(MongoPaymentHours hours, Providers providers) {
        this.hours = hours;
        this.providers = providers;
    }

    @KafkaListener(
            topics = Topics.PAYMENTS,
            groupId = "${spring.application.name}-metrics",
            batch = "true",
            ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var events = new ArrayList<LoggedEvent>();
        for (var message : records) {
            try {
                logged(message).forEach(events::add);
            } catch (RuntimeException e) {
                count(
                        events,
                        records.getFirst()); // those before it are done; this one is parked, and the rest comes again
                throw new BatchListenerFailedException("an event cannot be counted", e, message);
            }
        }
        count(events, records.getFirst());
    }

    /** @param first named as the failed one, so that all are tried again: for as long as it takes while the store is away */
    private void count(List<LoggedEvent> events, ConsumerRecord<String, byte[]> first) {
        try {
            events.stream()
                    .collect(Collectors.groupingBy(LoggedEvent::partition))
                    .forEach(hours::add);
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("events could not be counted", e, first);
        }
    }

    private Stream<LoggedEvent> logged(ConsumerRecord<String, byte[]> message) {
        return EventRecords.read(message).stream()
                .filter(event -> event.data() instanceof PaymentEvent)
                .map(event -> logged(message, event, Occurrence.of((PaymentEvent) event.data())));
    }

    private LoggedEvent logged(ConsumerRecord<?, ?> message, EventEnvelope<?> event, Occurrence occurrence) {
        // No event tells the method; each provider is used for one kind, which it names itself.
        var method = providers
                .find(occurrence.provider())
                .map(PaymentProvider::methodKind)
                .orElse(occurrence.provider());
        return new LoggedEvent(
                event.id(),
                message.partition(),
                message.offset(),
                event.time(),
                new Series(occurrence.provider(), method, occurrence.currency()),
                occurrence.tally());
    }
}
