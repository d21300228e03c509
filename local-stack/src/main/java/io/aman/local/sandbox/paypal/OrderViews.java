package io.aman.local.sandbox.paypal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How an order is shown, and what its links offer next. */
final class OrderViews {
    private final PayPalState state;

    OrderViews(PayPalState state) {
        this.state = state;
    }

    /** With what has been paid for it. */
    ObjectNode full(Order order) {
        var shown = order.object().deepCopy();
        var unit = (ObjectNode) shown.path("purchase_units").path(0);
        state.transactionsOf(order.id())
                .forEach(transaction -> unit.withObject("/payments")
                        .withArray(transaction.kind().collection())
                        .add(transaction.object()));
        return shown;
    }

    /** What PayPal answers without {@code Prefer: return=representation}. */
    ObjectNode minimal(Order order) {
        var shown = full(order);
        JsonNode payments = shown.path("purchase_units").path(0).path("payments");
        shown.retain("id", "status", "payment_source", "links");
        if (payments.isObject()) {
            shown.putArray("purchase_units")
                    .addObject()
                    .put("reference_id", order.unit().path("reference_id").asString())
                    .set("payments", payments);
        }
        return shown;
    }

    static String page(Order order) {
        return ApprovalPage.ORDERS + "?token=" + order.id();
    }

    void link(Order order, Cause cause) {
        var self = "/v2/checkout/orders/" + order.id();
        var links = Links.of(order.object(), cause).get("self", self);
        if (order.awaitsPayer()) {
            links.get(order.object().has("payment_source") ? "payer-action" : "approve", page(order));
        }
        if (!order.status().equals(Order.COMPLETED)) {
            var action = order.authorizes() ? "authorize" : "capture";
            links.post(action, self + "/" + action);
        }
    }
}
