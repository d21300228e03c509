package io.aman.notification.webhook.message;

import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.notification.webhook.endpoint.EndpointDesk;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of what endpoints may hear of, in a group of its own: nothing else waits for it, and it for nothing. */
@Component
class WebhookEventListener {

    private final TellEndpoints tellEndpoints;
    private final EndpointDesk desk;

    WebhookEventListener(TellEndpoints tellEndpoints, EndpointDesk desk) {
        this.tellEndpoints = tellEndpoints;
        this.desk = desk;
    }

    @KafkaListener(
            topics = {Topics.PAYMENTS, Topics.SECURITY, Topics.SESSIONS},
            groupId = "${spring.application.name}-webhooks")
    void on(EventEnvelope<?> event) {
        if (event.data() instanceof UserDisabled disabled) {
            desk.disableAllOf(disabled.userId());
        } else {
            tellEndpoints.tell(event);
        }
    }
}
