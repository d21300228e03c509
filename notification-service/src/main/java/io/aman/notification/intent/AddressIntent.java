package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out what is planned for open intents: the choice of each medium is stored first, the intents are closed last,
 * and what happens in between can be done again. So after a crash, or by two at a time, each medium still tells once,
 * by itself or in one digest.
 */
@Component
class AddressIntent {

    /** What is to become of an intent once its parcel is sent. */
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

    record Addressed(Planned planned, Outcome outcome) {}

    List<Addressed> address(List<Planned> all) {
        var known = recipients.find(
                all.stream().map(one -> one.intent().notice().userId()).collect(Collectors.toSet()));
        var parcel = sendIntent.parcel(all, known.keySet());
        var addressed = all.stream()
                .map(one -> new Addressed(one, outcome(one, known, parcel)))
                .toList();
        parcel.send();
        var done = addressed.stream()
                .filter(one -> one.outcome() instanceof Outcome.Done)
                .map(one -> one.planned().intent())
                .toList();
        if (!done.isEmpty()) {
            intents.close(done, clock.instant());
        }
        return addressed;
    }

    private Outcome outcome(Planned planned, Map<String, Recipient> known, Parcel parcel) {
        var intent = planned.intent();
        if (intent.notice().timing().isOver(clock.instant())) {
            log.warn("Intent {} came too late to be of use", intent.id());
            return new Outcome.Done();
        }
        var recipient = known.get(intent.notice().userId());
        if (recipient == null) {
            return recipients.isForgotten(intent.notice().userId())
                    ? new Outcome.Done()
                    : new Outcome.RecipientUnknown();
        }
        if (!planned.fresh().isEmpty() && !intents.route(intent, planned.fresh())) {
            return new Outcome.Waits(clock.instant()); // somebody else has chosen: what they chose holds
        }
        return pack(planned.stored(), recipient, parcel);
    }

    private Outcome pack(Planned planned, Recipient recipient, Parcel parcel) {
        var intent = planned.intent();
        var letter = sendIntent.write(intent, recipient, planned.preferences());
        var tooLate = new EnumMap<Medium, Route>(Medium.class);
        planned.routes().forEach((medium, route) -> {
            var digestId = route.digestId();
            if (digestId == null) {
                sendIntent.pack(letter, medium, parcel);
            } else if (!digests.collect(digestId, intent.id())) {
                tooLate.put(medium, route);
            }
        });
        if (!tooLate.isEmpty()) { // closed before the intent got in: it goes another way
            intents.unroute(intent, tooLate);
            return new Outcome.Waits(clock.instant());
        }
        var waits = planned.waits();
        return waits == null ? new Outcome.Done() : new Outcome.Waits(waits);
    }
}
