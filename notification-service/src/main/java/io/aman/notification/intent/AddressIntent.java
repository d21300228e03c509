package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out what is planned for an open intent: the choice of each medium is stored first, the intent is closed last,
 * and what happens in between can be done again. So after a crash, or by two at a time, each medium still tells once,
 * by itself or in one digest.
 */
@Component
class AddressIntent {

    /** What has become of an intent. */
    sealed interface Outcome {

        /** Nothing is left to do. */
        record Done() implements Outcome {}

        /** Nobody knows the recipient yet. */
        record RecipientUnknown() implements Outcome {}

        /** Something is left to do then. */
        record Waits(Instant until) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(AddressIntent.class);

    private final Intents intents;
    private final Digests digests;
    private final Recipients recipients;
    private final SendIntent sendIntent;
    private final Clock clock;

    AddressIntent(Intents intents, Digests digests, Recipients recipients, SendIntent sendIntent, Clock clock) {
        this.intents = intents;
        this.digests = digests;
        this.recipients = recipients;
        this.sendIntent = sendIntent;
        this.clock = clock;
    }

    Outcome address(Planned planned) {
        var intent = planned.intent();
        if (intent.notice().timing().isOver(clock.instant())) {
            log.warn("Intent {} came too late to be of use", intent.id());
            return close(intent);
        }
        var recipient = recipients.find(intent.notice().userId());
        if (recipient.isEmpty()) {
            return recipients.isForgotten(intent.notice().userId()) ? close(intent) : new Outcome.RecipientUnknown();
        }
        if (!planned.fresh().isEmpty() && !intents.route(intent, planned.fresh())) {
            return new Outcome.Waits(clock.instant()); // somebody else has chosen: what they chose holds
        }
        return carryOut(planned.stored(), recipient.get());
    }

    private Outcome carryOut(Planned planned, Recipient recipient) {
        var intent = planned.intent();
        var letter = sendIntent.write(intent, recipient, planned.preferences());
        var tooLate = new EnumMap<Medium, Route>(Medium.class);
        planned.routes().forEach((medium, route) -> {
            var digestId = route.digestId();
            if (digestId == null) {
                sendIntent.send(letter, medium);
            } else if (!digests.collect(digestId, intent.id())) {
                tooLate.put(medium, route);
            }
        });
        if (!tooLate.isEmpty()) { // closed before the intent got in: it goes another way
            intents.unroute(intent, tooLate);
            return new Outcome.Waits(clock.instant());
        }
        var waits = planned.waits();
        return waits == null ? close(intent) : new Outcome.Waits(waits);
    }

    private Outcome close(Intent intent) {
        intents.close(intent, clock.instant());
        return new Outcome.Done();
    }
}
