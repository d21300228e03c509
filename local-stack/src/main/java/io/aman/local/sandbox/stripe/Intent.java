package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One stored PaymentIntent: the object Stripe shows, and beside it what only the sandbox counts. */
final class Intent {
    private final ObjectNode row;

    Intent(ObjectNode row) {
        this.row = row;
    }

    static Intent of(ObjectNode object) {
        var row = Json.object().put("captures", 0).put("confirmations", 0);
        row.set("object", object);
        return new Intent(row);
    }

    ObjectNode row() {
        return row;
    }

    ObjectNode object() {
        return (ObjectNode) row.path("object");
    }

    String id() {
        return object().path("id").asString();
    }

    String status() {
        return object().path("status").asString();
    }

    void status(String status) {
        object().put("status", status);
    }

    long amount() {
        return object().path("amount").asLong();
    }

    long capturable() {
        return object().path("amount_capturable").asLong();
    }

    /** What was captured by now. */
    long received() {
        return object().path("amount_received").asLong();
    }

    /** Whether the client asked for that when it created the intent. */
    boolean takesSeveralCaptures() {
        return object().at("/payment_method_options/card/request_multicapture")
                .asString("")
                .equals("if_available");
    }

    String currency() {
        return object().path("currency").asString();
    }

    boolean manual() {
        return object().path("capture_method").asString().equals("manual");
    }

    Optional<String> paymentMethod() {
        return text(object().path("payment_method"));
    }

    Optional<String> customer() {
        return text(object().path("customer"));
    }

    Optional<String> latestCharge() {
        return text(object().path("latest_charge"));
    }

    /** Where the payer is sent after a challenge. */
    Optional<String> returnUrl() {
        return text(row.path("return_url"));
    }

    void returnUrl(String url) {
        row.put("return_url", url);
    }

    /** Whether a payment method might lead the payer away, so that a way back is required. */
    boolean mayRedirect() {
        var automatic = object().path("automatic_payment_methods");
        return automatic.path("enabled").asBoolean(false)
                && !automatic.path("allow_redirects").asString("always").equals("never");
    }

    /** A blank value removes its key. */
    void merge(Map<String, String> metadata) {
        var target = (ObjectNode) object().path("metadata");
        metadata.forEach((key, value) -> {
            if (value.isEmpty()) {
                target.remove(key);
            } else {
                target.put(key, value);
            }
        });
    }

    void count(String counter) {
        row.put(counter, row.path(counter).asInt() + 1);
    }

    /** What a test asks about. */
    ObjectNode summary() {
        var summary = Json.object().put("id", id()).put("status", status()).put("amount", amount());
        summary.put("amount_received", received());
        summary.put("currency", currency());
        summary.put("captures", row.path("captures").asInt());
        summary.put("confirmations", row.path("confirmations").asInt());
        summary.set("metadata", object().path("metadata"));
        return summary;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
