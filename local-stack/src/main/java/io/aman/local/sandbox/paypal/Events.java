package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Webhook;
import io.aman.local.sandbox.provider.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/** Tells what has happened, as an event that is kept and sent (developer.paypal.com/api/rest/webhooks/event-names). */
final class Events {
    private final PayPalState state;
    private final Webhooks webhooks;

    Events(PayPalState state, Webhooks webhooks) {
        this.state = state;
        this.webhooks = webhooks;
    }

    void ofOrder(String type, String summary, Order order, Cause cause) {
        tell(type, "checkout-order", summary, order.object(), order.id(), cause);
    }

    void of(String type, String summary, Transaction transaction, Cause cause) {
        var resource = switch (transaction.kind()) {
            case AUTHORIZATION -> "authorization";
            case CAPTURE -> "capture";
            case REFUND, REVERSAL -> "refund";
        };
        tell(type, resource, summary, transaction.object(), transaction.order(), cause);
    }

    void ofDispute(String type, String summary, ObjectNode dispute, String order, Cause cause) {
        tell(type, "dispute", summary, dispute, order, cause);
    }

    /** @param order what it belongs to: events about one order are sent in turn */
    private void tell(String type, String resource, String summary, ObjectNode object, String order, Cause cause) {
        var id = "WH-" + state.ids().nextCapitals() + "-" + state.ids().randomCapitals(17);
        var event = Json.object()
                .put("id", id)
                .put("event_version", "1.0")
                .put("create_time", state.instant().toString())
                .put("resource_type", resource)
                .put("event_type", type)
                .put("summary", summary);
        if (!resource.equals("dispute")) {
            event.put("resource_version", "2.0");
        }
        event.set("resource", object.deepCopy());
        Links.of(event, cause).get("self", "/v1/notifications/webhooks-events/" + id);
        webhooks.add(new Webhook(PayPalSandbox.NAME, id, type, order, event.toString(), cause.path()));
    }
}
