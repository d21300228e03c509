package io.aman.security.answer;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.SignInAnswered;
import io.aman.events.Topics;
import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.signal.Memory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears what owners say of their sign-ins: one that was not theirs teaches nothing any more, and somebody must look. */
class AnsweredListener {

    private static final String DENIED = "denied-by-owner";

    private final Memory memory;
    private final Alerts alerts;

    AnsweredListener(Memory memory, Alerts alerts) {
        this.memory = memory;
        this.alerts = alerts;
    }

    @KafkaListener(topics = Topics.SECURITY, groupId = "${spring.application.name}-answers")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof SignInAnswered answered && !answered.isOwn()) {
            memory.people(Set.of(answered.userId()))
                    .learn(profile -> new Memory.Lesson(
                            profile.without(answered.activityId()), answered.at(), Map.of(), List.of()));
            alerts.raise(new Occurrence(
                    DENIED,
                    Severity.HIGH,
                    answered.userId(),
                    answered.address(),
                    event.id(),
                    "activity " + answered.activityId(),
                    answered.at()));
        }
    }
}
