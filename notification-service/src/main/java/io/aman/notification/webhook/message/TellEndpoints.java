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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a message of each event for each endpoint that hears of it: written when this returns, sent soon. Whoever dies in
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

    /** @param traceparent the trace that brought the event */
    record Heard(EventEnvelope<?> event, @Nullable String traceparent) {}

    private record Public(Heard heard, Published published) {}

    void tell(List<Heard> all) {
        var told = all.stream()
                .flatMap(heard ->
                        PublicEvents.of(heard.event().data()).map(published -> new Public(heard, published)).stream())
                .toList();
        if (told.isEmpty()) {
            return;
        }
        var owners = told.stream()
                .map(one -> one.published().owner())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var hearing =
                endpoints.hearingOf(owners).stream().filter(Endpoint::isEnabled).toList();
        told.forEach(one -> tell(one, hearing));
    }

    private void tell(Public one, List<Endpoint> all) {
        var published = one.published();
        var hearing = all.stream()
                .filter(endpoint -> endpoint.hearsOf(published.owner()) && endpoint.hears(published.type()))
                .toList();
        if (hearing.isEmpty()) {
            return;
        }
        var event = one.heard().event();
        var body = Payload.of(event);
        for (var endpoint : hearing) {
            add(Message.of(
                    endpoint.id(),
                    published.type(),
                    event.id(),
                    published.about(),
                    body,
                    one.heard().traceparent(),
                    now()));
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
