package io.aman.notification.intent;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.events.SecurityEvent.PaymentQuestioned;
import io.aman.events.Topics;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.util.HashMap;
import java.util.Map;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Tells the operators of alerts, each once and once more where it becomes graver, and owners of money that is moved in a
 * way that is unlike them. Of their sign-ins they are told by session-service's events, which carry a link that only it
 * can make.
 */
@Component
class SecurityEventListener {

    private final Operators operators;
    private final TellUser tellUser;

    SecurityEventListener(Operators operators, TellUser tellUser) {
        this.operators = operators;
        this.tellUser = tellUser;
    }

    @KafkaListener(topics = Topics.SECURITY)
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof AlertRaised alert && operators.wantToHearOf(alert.severity())) {
            operators.onDuty().forEach(operator -> tellUser.tell(event, notice(alert, operator)));
        } else if (event.data() instanceof PaymentQuestioned questioned) {
            tellUser.tell(event, PaymentNotices.of(questioned));
        }
    }

    private static Notice notice(AlertRaised alert, String operator) {
        var texts = new HashMap<>(Map.of("alertId", alert.alertId()));
        if (alert.userId() != null) {
            texts.put("userId", alert.userId());
        }
        if (alert.address() != null) {
            texts.put("address", alert.address());
        }
        if (alert.about() != null) {
            texts.put("about", alert.about());
        }
        var codes = Map.of("unusual", alert.kind(), "severity", alert.severity());
        return new Notice(
                Template.ALERT_RAISED,
                operator,
                new Facts(Map.of(), texts, codes, Map.of()),
                "alert/%s/%s/%s".formatted(alert.alertId(), alert.severity(), operator));
    }
}
