package io.aman.session.disown;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.ResetForced;
import io.aman.events.SecurityEvent.SessionToEnd;
import io.aman.events.Topics;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordState;
import io.aman.session.notice.PasswordResets;
import io.aman.session.session.EndReason;
import io.aman.session.session.OneUse;
import io.aman.session.session.People;
import io.aman.session.session.Sessions;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Does what attack detection asks for: ends the session that is not its owner's, and where somebody else knows the
 * password ends them all, holds it, and sends the owner a link to choose another one. Done twice after a crash it sends a
 * second link, and the first one is void; once another password is chosen it does nothing.
 */
class AttackListener {

    private static final Actor SECURITY = Actor.system("security");

    /** Longer than the topic keeps an event that could come again. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Sessions sessions;
    private final People people;
    private final PasswordDirectory passwords;
    private final PasswordResets resets;

    AttackListener(Sessions sessions, People people, PasswordDirectory passwords, PasswordResets resets) {
        this.sessions = sessions;
        this.people = people;
        this.passwords = passwords;
        this.resets = resets;
    }

    @KafkaListener(topics = Topics.SECURITY, groupId = "${spring.application.name}-attacks")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof SessionToEnd ended) {
            sessions.end(ended.sessionId(), EndReason.ATTACK, SECURITY);
        } else if (event.data() instanceof ResetForced forced) {
            var use = new OneUse(event.id(), forced.at().plus(REMEMBERED));
            passwords
                    .stateOf(forced.userId())
                    .ifPresentOrElse(
                            password -> hold(forced, password, use),
                            () -> people.endAll(forced.userId(), use, EndReason.ATTACK, SECURITY));
        }
    }

    private void hold(ResetForced forced, PasswordState password, OneUse use) {
        var userId = forced.userId();
        if (password.changedAt().isAfter(forced.at())) {
            return; // it came out of the one before
        }
        people.holdPassword(userId, use, forced.at(), EndReason.ATTACK, SECURITY);
        if (people.of(userId).isPasswordHeld()) {
            resets.start(userId);
        }
    }
}
