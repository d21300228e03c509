package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.events.WebhookEvent.EndpointDisabled;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.util.Map;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells owners that nothing is sent to their webhook endpoint any more. */
@Component
class EndpointEventListener {

    private final TellUser tellUser;

    EndpointEventListener(TellUser tellUser) {
        this.tellUser = tellUser;
    }

    @KafkaListener(topics = Topics.NOTIFICATIONS)
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
