package io.aman.session.recovery;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Stops the recovery of an account whose owner has said of it that it was not them. */
class RecoveryListener {

    private final Recover recover;

    RecoveryListener(Recover recover) {
        this.recover = recover;
    }

    @KafkaListener(topics = Topics.SESSIONS, groupId = "${spring.application.name}-recoveries")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof Disowned disowned) {
            recover.disowned(disowned.userId(), disowned.at(), disowned.by());
        }
    }
}
