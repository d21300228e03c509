package io.aman.session.disown;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.events.Topics;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.PasswordResets;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Forgets the devices of an account that its owner took back, and sends them a link to choose a new password. Done twice
 * after a crash it sends a second link, and the first one is void.
 */
class DisownedListener {

    private static final String REASON = "disowned";

    private final TrustedDevices devices;
    private final PasswordResets resets;

    DisownedListener(TrustedDevices devices, PasswordResets resets) {
        this.devices = devices;
        this.resets = resets;
    }

    @KafkaListener(topics = Topics.SESSIONS, groupId = "${spring.application.name}-disowned")
    void on(EventEnvelope<? extends DomainEvent> event) {
        if (event.data() instanceof Disowned disowned) {
            devices.forgetAll(disowned.userId(), REASON);
            resets.start(disowned.userId());
        }
    }
}
