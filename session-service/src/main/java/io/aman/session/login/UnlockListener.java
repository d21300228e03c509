package io.aman.session.login;

import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Hears that an administrator has unlocked an account, and lifts the limit that this instance keeps by itself; every
 * instance is a group of its own. What was unlocked before it started concerns none of its counts.
 */
class UnlockListener {

    private static final Logger log = LoggerFactory.getLogger(UnlockListener.class);

    private final IdentityProvider identity;
    private final AccountKeys accountKeys;
    private final LoginGate gate;

    UnlockListener(IdentityProvider identity, AccountKeys accountKeys, LoginGate gate) {
        this.identity = identity;
        this.accountKeys = accountKeys;
        this.gate = gate;
    }

    @KafkaListener(
            topics = Topics.SESSIONS,
            groupId = "${spring.application.name}-unlocks-#{T(io.aman.platform.Ids).random('')}",
            properties = "auto.offset.reset=latest")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof UserUnlocked unlocked) {
            lift(unlocked.userId());
        }
    }

    private void lift(String userId) {
        try {
            identity.find(userId).ifPresent(user -> gate.lifted(accountKeys.of(user.email())));
        } catch (IdentityUnavailable e) {
            log.warn("{} was unlocked, but may have to wait minutes here: {}", userId, e.toString());
        }
    }
}
