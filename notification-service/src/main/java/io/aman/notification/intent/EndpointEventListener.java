package io.aman.notification.intent;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.events.WebhookEvent.EndpointDisabled;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import io.aman.platform.event.EventRecords;
import io.aman.platform.inbox.EventBatch;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells owners that nothing is sent to their webhook endpoint any more. */
@Component
class EndpointEventListener {

    private final TellUser tellUser;

    EndpointEventListener(TellUser tellUser) {
        this.tellUser = tellUser;
    }

    /** Nearly all on this topic are of inboxes: they are passed over unread. */
    @KafkaListener(topics = Topics.NOTIFICATIONS, batch = "true", ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var wanted = records.stream()
                .filter(one -> EventCodec.types().get(EventRecords.headers(one).getOrDefault(EventCodec.TYPE, ""))
                        == EndpointDisabled.class)
                .toList();
        EventBatch.handle(wanted, received -> received.forEach(one -> on(one.event())));
    }

    void on(EventEnvelope<?> event) {
        if (event.data() instanceof EndpointDisabled disabled) {
            tellUser.tell(event, notice(disabled));
        }
    }

    private static Notice notice(EndpointDisabled disabled) {
        return new Notice(
                Template.WEBHOOK_DISABLED,
                disabled.owner(),
                new Facts(Map.of(), Map.of("host", disabled.host()), Map.of("because", disabled.reason()), Map.of()));
    }
}
