package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.inbox.EventBatch;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells payers what becomes of their payments; in batches, so that a hundred events are a few commands to the store. */
@Component
class PaymentEventListener {

    private final TellUser tellUser;
    private final IntentProperties properties;

    PaymentEventListener(TellUser tellUser, IntentProperties properties) {
        this.tellUser = tellUser;
        this.properties = properties;
    }

    /** @param traceparent the trace that brought the event */
    record Happened(EventEnvelope<?> event, @Nullable String traceparent) {}

    @KafkaListener(
            topics = Topics.PAYMENTS,
            batch = "true",
            ackMode = "BATCH",
            concurrency = "${notification.intent.listeners:3}",
            properties = "max.poll.records=${notification.intent.together:100}")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(
                records,
                received -> tell(received.stream()
                        .map(one -> new Happened(one.event(), one.traceparent()))
                        .toList()));
    }

    void tell(List<Happened> all) {
        var agenda = new Agenda();
        for (var one : all) {
            if (one.event().data() instanceof PaymentEvent event) { // invoices are told of on the same topic
                PaymentNotices.obsolete(event).ifPresent(agenda::tellNoMore);
                PaymentNotices.of(event, one.event().time().plus(properties.remindAfter()))
                        .ifPresent(notice -> agenda.tell(Told.of(one.event(), notice, one.traceparent())));
            }
        }
        tellUser.tell(agenda);
    }
}
