package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Promises to tell, then tries to at once. What fails after the promise is written is left to the sweep, so that one
 * intent that can't be addressed holds up no other event.
 */
@Component
class TellUser {

    private static final Logger log = LoggerFactory.getLogger(TellUser.class);
    private static final int BATCH = 100;

    private final Intents intents;
    private final AddressIntent addressIntent;
    private final IntentProperties properties;
    private final Traces traces;
    private final Clock clock;

    TellUser(Intents intents, AddressIntent addressIntent, IntentProperties properties, Traces traces, Clock clock) {
        this.intents = intents;
        this.addressIntent = addressIntent;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    /** The user will be told once this returns, however often it is called for one event. */
    void tell(EventEnvelope<?> event, Notice notice) {
        var intent = Intent.of(event, notice, traces.current());
        if (intents.add(intent, clock.instant().plus(properties.firstBackoff()))) {
            tryToAddress(intent);
        } else {
            intents.findOpen(intent.id()).ifPresent(this::tryToAddress);
        }
    }

    /** Takes up what waits for a user who has just become known; the sweep takes up what is left. */
    void tellAllWaitingFor(String userId) {
        intents.openOf(userId, BATCH).forEach(this::tryToAddress);
    }

    /** Takes up what waits and is due. */
    void sweep() {
        intents.due(clock.instant(), BATCH).forEach(this::tryToAddress);
    }

    private void tryToAddress(Intent intent) {
        try {
            if (!addressIntent.address(intent)) {
                intents.postpone(intent, clock.instant().plus(backoff(intent)));
            }
        } catch (RuntimeException e) {
            log.error("Intent {} could not be addressed, and stays open", intent.id(), e);
            postponeIfPossible(intent);
        }
    }

    private void postponeIfPossible(Intent intent) {
        try {
            intents.postpone(intent, clock.instant().plus(backoff(intent)));
        } catch (RuntimeException e) {
            log.warn("Intent {} could not be postponed: {}", intent.id(), e.toString());
        }
    }

    private Duration backoff(Intent intent) {
        return properties.backoff(intent.tries());
    }
}
