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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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
        tell(List.of(Told.of(event, notice, traces.current())));
    }

    /** As above, of what no event told; {@code id} stands for one. */
    void tell(String id, Instant at, Notice notice) {
        tell(List.of(new Told(id, at, notice, traces.current())));
    }

    /** As above, of many; what they make obsolete is dropped, and what is being sent is not stopped. */
    void tell(Agenda agenda) {
        var obsolete = agenda.obsolete();
        if (!obsolete.isEmpty()) {
            intents.cancel(obsolete, clock.instant());
            deliveries.cancel(obsolete);
        }
        tell(agenda.told());
    }

    /** Drops what waits to be told until that; what is being sent is not stopped. */
    void tellNoMore(String cancelKey) {
        var obsolete = new Agenda();
        obsolete.tellNoMore(cancelKey);
        tell(obsolete);
    }

    private void tell(List<Told> all) {
        if (all.isEmpty()) {
            return;
        }
        all.forEach(told -> precedence.handling(told.at()));
        var now = clock.instant();
        var promised = all.stream()
                .map(told -> Intent.of(told, templates.version(told.notice().template())))
                .toList();
        var planned =
                planIntent.plan(promised, now).stream().map(Planned::stored).toList();
        var added = intents.add(planned.stream().map(Planned::intent).toList(), now.plus(properties.firstBackoff()));
        var isNew = Collections.<Intent>newSetFromMap(new IdentityHashMap<>()); // one may be in there twice
        isNew.addAll(added);
        tryToAddress(
                planned.stream().filter(one -> isNew.contains(one.intent())).toList());
        planned.stream()
                .filter(one -> !isNew.contains(one.intent()))
                .forEach(one -> intents.findOpen(one.intent().id()).ifPresent(this::tryToAddress));
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
            tryToAddress(planIntent.plan(List.of(intent), clock.instant()));
        } catch (RuntimeException e) {
            leaveOpen(intent, e);
        }
    }

    /** Together; where that fails one after the other, so that each fails for itself. */
    private void tryToAddress(List<Planned> all) {
        try {
            addressIntent.address(all).forEach(one -> settle(one.planned(), one.outcome()));
        } catch (RuntimeException e) {
            if (all.size() == 1) {
                leaveOpen(all.getFirst().intent(), e);
            } else {
                log.debug("Addressing {} intents one by one: {}", all.size(), e.toString());
                all.forEach(one -> tryToAddress(List.of(one)));
            }
        }
    }

    private void settle(Planned planned, Outcome outcome) {
        var intent = planned.intent();
        switch (outcome) {
            case Outcome.Done _ -> {}
            case Outcome.RecipientUnknown _ ->
                intents.postpone(intent, clock.instant().plus(backoff(intent)));
            case Outcome.Waits waits -> hold(planned, waits);
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
