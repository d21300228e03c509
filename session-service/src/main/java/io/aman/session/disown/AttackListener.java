package io.aman.session.disown;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.ResetForced;
import io.aman.events.SecurityEvent.SessionToEnd;
import io.aman.events.Topics;
import io.aman.session.notice.PasswordResets;
import io.aman.session.session.EndReason;
import io.aman.session.session.People;
import io.aman.session.session.Sessions;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Does what attack detection asks for: ends the session that is not its owner's, and where somebody else knows the
 * password ends them all and sends the owner a link to choose another one. Done twice after a crash it sends a second
 * link, and the first one is void.
 */
class AttackListener {

    private static final Actor SECURITY = Actor.system("security");

    private final Sessions sessions;
    private final People people;
    private final PasswordResets resets;

    AttackListener(Sessions sessions, People people, PasswordResets resets) {
        this.sessions = sessions;
        this.people = people;
        this.resets = resets;
    }

    @KafkaListener(topics = Topics.SECURITY, groupId = "${spring.application.name}-attacks")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof SessionToEnd ended) {
            sessions.end(ended.sessionId(), EndReason.ATTACK, SECURITY);
        } else if (event.data() instanceof ResetForced forced) {
            people.endAll(forced.userId(), EndReason.ATTACK, SECURITY);
            resets.start(forced.userId());
        }
    }
}
