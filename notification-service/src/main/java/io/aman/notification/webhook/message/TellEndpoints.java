package io.aman.notification.webhook.message;

import io.aman.events.EventEnvelope;
import io.aman.notification.webhook.endpoint.Endpoint;
import io.aman.notification.webhook.endpoint.MongoEndpoints;
import io.aman.notification.webhook.endpoint.MongoLanes;
import io.aman.notification.webhook.endpoint.PublicEvents;
import io.aman.notification.webhook.endpoint.PublicEvents.Published;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes a message of an event for each endpoint that hears of it: written when this returns, sent soon. Whoever dies in
 * between is told of the event again, and makes the same messages.
 */
@Component
class TellEndpoints {

    private final MongoEndpoints endpoints;
    private final MongoLanes lanes;
    private final MongoMessages messages;
    private final LaneBell bell;
    private final MessageProperties properties;
    private final Traces traces;
    private final Clock clock;

    TellEndpoints(
            MongoEndpoints endpoints,
            MongoLanes lanes,
            MongoMessages messages,
            LaneBell bell,
            MessageProperties properties,
            Traces traces,
            Clock clock) {
        this.endpoints = endpoints;
        this.lanes = lanes;
        this.messages = messages;
        this.bell = bell;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    void tell(EventEnvelope<?> event) {
        PublicEvents.of(event.data()).ifPresent(published -> tell(event, published));
    }

    private void tell(EventEnvelope<?> event, Published published) {
        var hearing = endpoints.hearingOf(published.owner()).stream()
                .filter(endpoint -> endpoint.isEnabled() && endpoint.hears(published.type()))
                .toList();
        if (hearing.isEmpty()) {
            return;
        }
        var body = Payload.of(event);
        for (var endpoint : hearing) {
            add(Message.of(
                    endpoint.id(), published.type(), event.id(), published.about(), body, traces.current(), now()));
        }
    }

    /** A message that tells of nothing, to see whether it arrives. */
    Message ping(Endpoint endpoint) {
        var now = now();
        var eventId = Ids.random("evt_");
        var body = Payload.ping(endpoint, eventId, now);
        var ping = Message.of(endpoint.id(), Payload.PING, eventId, Set.of(), body, traces.current(), now);
        add(ping);
        return ping;
    }

    /** The lane is woken behind the write: it never looks before there is something to see. */
    private void add(Message message) {
        messages.add(message, properties.kept());
        lanes.wake(message.endpointId(), message.createdAt());
        bell.ring();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
