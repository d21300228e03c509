package io.aman.notification.webhook.message;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.notification.webhook.endpoint.Endpoint;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a message: {@code type}, {@code id} and {@code timestamp} of the event, and its {@code data}. */
final class Payload {

    static final String PING = "webhook.ping.v1";

    private static final JsonMapper JSON = new JsonMapper();
    private static final EventCodec CODEC = new EventCodec();

    private Payload() {}

    static String of(EventEnvelope<?> event) {
        return text(
                EventCodec.typeOf(event.data()), event.id(), event.time(), JSON.readTree(CODEC.write(event.data())));
    }

    static String ping(Endpoint endpoint, String eventId, Instant now) {
        return text(PING, eventId, now, JSON.createObjectNode().put("endpointId", endpoint.id()));
    }

    private static String text(String type, String id, Instant at, JsonNode data) {
        var payload = JSON.createObjectNode().put("type", type).put("id", id).put("timestamp", at.toString());
        payload.set("data", data);
        return payload.toString();
    }
}
