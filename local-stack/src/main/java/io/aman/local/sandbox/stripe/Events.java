package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Webhook;
import io.aman.local.sandbox.provider.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/** Tells what has happened, as an Event object that is kept and sent. */
final class Events {
    /** The version that stripe-java 33.3.0 pins; it deserializes the events of no other major version. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private final StripeState state;
    private final Webhooks webhooks;

    Events(StripeState state, Webhooks webhooks) {
        this.state = state;
        this.webhooks = webhooks;
    }

    /** @param intent the payment it belongs to: events about one payment are sent in order */
    void tell(String type, ObjectNode object, String intent, Cause cause) {
        var event = state.make("event", "evt_").put("api_version", API_VERSION).put("type", type);
        event.putObject("data").set("object", object.deepCopy());
        event.put("pending_webhooks", 1);
        var request = event.putObject("request").put("id", cause.requestId());
        cause.idempotencyKey()
                .ifPresentOrElse(key -> request.put("idempotency_key", key), () -> request.putNull("idempotency_key"));
        var id = event.path("id").asString();
        state.events().put(id, event);
        webhooks.add(new Webhook(StripeSandbox.NAME, id, type, intent, event.toPrettyString(), cause.path()));
    }
}
