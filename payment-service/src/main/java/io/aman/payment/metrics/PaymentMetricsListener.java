package io.aman.payment.metrics;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.Providers;
import io.aman.platform.inbox.EventBatch;
import io.aman.platform.inbox.EventBatch.Received;
import io.aman.platform.observability.ReasonCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
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
    private final ReasonCounter declines;

    PaymentMetricsListener(MongoPaymentHours hours, Providers providers, MeterRegistry meters) {
        this.hours = hours;
        this.providers = providers;
        this.declines = new ReasonCounter(meters, "payment.declines");
    }

    @KafkaListener(
            topics = Topics.PAYMENTS,
            groupId = "${spring.application.name}-metrics",
            batch = "true",
            ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(records, received -> {
            received.stream()
                    .filter(one -> one.event().data() instanceof PaymentEvent)
                    .map(this::logged)
                    .collect(Collectors.groupingBy(LoggedEvent::partition))
                    .forEach(hours::add);
            received.forEach(this::countDecline);
        });
    }

    /** For whoever watches rates: unlike the hours, one that is published twice counts twice. */
    private void countDecline(Received received) {
        if (received.event().data() instanceof PaymentEvent.Failed failed) {
            declines.count(failed.reason(), "provider", failed.provider());
        }
    }

    private LoggedEvent logged(Received received) {
        var event = received.event();
        var occurrence = Occurrence.of((PaymentEvent) event.data());
        // No event tells the method; each provider is used for one kind, which it names itself.
        var method = providers
                .find(occurrence.provider())
                .map(PaymentProvider::methodKind)
                .orElse(occurrence.provider());
        return new LoggedEvent(
                event.id(),
                received.message().partition(),
                received.message().offset(),
                event.time(),
                new Series(occurrence.provider(), method, occurrence.currency()),
                occurrence.tally());
    }
}
