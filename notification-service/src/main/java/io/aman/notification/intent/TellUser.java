package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.delivery.Precedence;
import io.aman.notification.intent.AddressIntent.Outcome;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.WhatWaits;
import io.aman.notification.template.Templates;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Promises to tell, then tries to at once. What fails after the promise is written is left to the sweep, so that one
 * intent that can't be addressed holds up no other event.
 */
@Component
class TellUser implements WhatWaits {

    private static final Logger log = LoggerFactory.getLogger(TellUser.class);
    private static final int BATCH = 100;

    private final Intents intents;
    private final PlanIntent planIntent;
    private final AddressIntent addressIntent;
    private final PreferenceBook preferences;
    private final DeliveryQueue deliveries;
    private final Precedence precedence;
    private final Templates templates;
    private final IntentProperties properties;
    private final Traces traces;
    private final Clock clock;

    TellUser(
            Intents intents,
            PlanIntent planIntent,
            AddressIntent addressIntent,
            PreferenceBook preferences,
            DeliveryQueue deliveries,
            Precedence precedence,
            Templates templates,
            IntentProperties properties,
            Traces traces,
            Clock clock) {
        this.intents = intents;
        this.planIntent = planIntent;
        this.addressIntent = addressIntent;
        this.preferences = preferences;
        this.deliveries = deliveries;
        this.precedence = precedence;
        this.templates = templates;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    /** The user will be told once this returns, however often it is called for one event. */
    void tell(EventEnvelope<?> event, Notice notice) {
        precedence.handling(event.time());
        tell(Intent.of(event, notice, templates.version(notice.template()), traces.current()));
    }

    /** As above, of what no event told; {@code id} stands for one. */
    void tell(String id, Instant at, Notice notice) {
        tell(Intent.of(id, at, notice, templates.version(notice.template()), traces.current()));
    }

    private void tell(Intent intent) {
        var now = clock.instant();
        var planned = planIntent.plan(intent, now).stored();
        if (intents.add(planned.intent(), now.plus(properties.firstBackoff()))) {
            tryToAddress(planned);
        } else {
            intents.findOpen(planned.intent().id()).ifPresent(this::tryToAddress);
        }
    }

    /** Drops what waits to be told until that; what is being sent is not stopped. */
    void tellNoMore(String cancelKey) {
        intents.cancel(cancelKey, clock.instant());
        deliveries.cancel(cancelKey);
    }

    /** Takes up what waits for a user who has just become known; the sweep takes up what is left. */
    void tellAllWaitingFor(String userId) {
        intents.openOf(userId, BATCH).forEach(this::tryToAddress);
    }

    @Override
    public void planAnew(String userId) {
        intents.wake(userId, clock.instant());
    }

    /** Takes up what waits and is due. */
    void sweep() {
        intents.due(clock.instant(), BATCH).forEach(this::tryToAddress);
    }

    private void tryToAddress(Intent intent) {
        try {
            tryToAddress(planIntent.plan(intent, clock.instant()));
        } catch (RuntimeException e) {
            leaveOpen(intent, e);
        }
    }

    private void tryToAddress(Planned planned) {
        var intent = planned.intent();
        try {
            switch (addressIntent.address(planned)) {
                case Outcome.Done _ -> {}
                case Outcome.RecipientUnknown _ ->
                    intents.postpone(intent, clock.instant().plus(backoff(intent)));
                case Outcome.Waits waits -> hold(planned, waits);
            }
        } catch (RuntimeException e) {
            leaveOpen(intent, e);
        }
    }

    /** Whoever changes preferences wakes what waits; what begins to wait just then looks itself. */
    private void hold(Planned planned, Outcome.Waits waits) {
        var intent = planned.intent();
        intents.hold(intent, waits.until());
        if (preferences.of(intent.notice().userId()).version()
                != planned.preferences().version()) {
            intents.hold(intent, clock.instant());
        }
    }

    private void leaveOpen(Intent intent, RuntimeException failure) {
        log.error("Intent {} could not be addressed, and stays open", intent.id(), failure);
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
