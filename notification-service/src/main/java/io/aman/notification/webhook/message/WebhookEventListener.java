package io.aman.notification.webhook.message;

import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.Topics;
import io.aman.notification.webhook.endpoint.EndpointDesk;
import io.aman.notification.webhook.message.TellEndpoints.Heard;
import io.aman.platform.inbox.EventBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
            groupId = "${spring.application.name}-webhooks",
            batch = "true",
            ackMode = "BATCH",
            properties = "max.poll.records=100")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(
                records,
                received -> hear(received.stream()
                        .map(one -> new Heard(one.event(), one.traceparent()))
                        .toList()));
    }

    /** Whoever is disabled hears of nothing behind that. */
    void hear(List<Heard> all) {
        var together = new ArrayList<Heard>();
        for (var one : all) {
            if (one.event().data() instanceof UserDisabled disabled) {
                tellEndpoints.tell(together);
                together.clear();
                desk.disableAllOf(disabled.userId());
            } else {
                together.add(one);
            }
        }
        tellEndpoints.tell(together);
    }
}
