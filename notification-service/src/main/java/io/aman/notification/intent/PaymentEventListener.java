package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells payers what becomes of their payments. */
@Component
class PaymentEventListener {

    private final TellUser tellUser;
    private final IntentProperties properties;

    PaymentEventListener(TellUser tellUser, IntentProperties properties) {
        this.tellUser = tellUser;
        this.properties = properties;
    }

    @KafkaListener(topics = Topics.PAYMENTS, concurrency = "${notification.intent.listeners:3}")
    void on(EventEnvelope<?> event) {
        if (event.data() instanceof PaymentEvent told) { // invoices are told of on the same topic
            PaymentNotices.obsolete(told).ifPresent(tellUser::tellNoMore);
            PaymentNotices.of(told, event.time().plus(properties.remindAfter()))
                    .ifPresent(notice -> tellUser.tell(event, notice));
        }
    }
}
