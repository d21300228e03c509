package io.aman.session.audit;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Keeps what is told of accounts and sessions. */
class AuditListener {

    private final AuditTrail trail;

    AuditListener(AuditTrail trail) {
        this.trail = trail;
    }

    @KafkaListener(topics = {Topics.SESSIONS, Topics.LOGINS})
    void on(EventEnvelope<? extends DomainEvent> event) {
        AuditEntries.of(event).ifPresent(trail::add);
    }
}
