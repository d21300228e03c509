package io.aman.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the sandboxed Stripe knows, and may be told to send. */
final class StripeSide {

    private final Api sandbox;

    StripeSide(Api sandbox) {
        this.sandbox = sandbox;
    }

    List<JsonNode> intentsOf(String paymentId) {
        return sandbox.get("/_sandbox/stripe/payment_intents")
                .elements()
                .filter(intent ->
                        intent.path("metadata").path("payment_id").asString("").equals(paymentId))
                .toList();
    }

    /** The event of that type about an intent, once our side has acknowledged its webhook. */
    Optional<JsonNode> acknowledged(String type, String intentId) {
        return sandbox.get("/_sandbox/stripe/events?payment_intent=" + intentId)
                .elements()
                .filter(event -> event.path("type").asString().equals(type))
                .filter(event -> event.path("deliveredStatus").asInt() == 200)
                .findFirst();
    }

    /**
     * Sends an event's webhook once more.
     *
     * @param tamper whether to change the body after signing it
     * @return the status that came back
     */
    int send(JsonNode event, boolean tamper) {
        var path =
                "/_sandbox/stripe/events/%s/deliver".formatted(event.path("id").asString());
        return sandbox.post(path, Map.of("tamper", tamper))
                .body()
                .path("status")
                .asInt();
    }
}
