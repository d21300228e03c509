package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One stored order: the object PayPal shows, and beside it what only the sandbox knows. */
final class Order {
    static final String CREATED = "CREATED";
    static final String PAYER_ACTION_REQUIRED = "PAYER_ACTION_REQUIRED";
    static final String APPROVED = "APPROVED";
    static final String COMPLETED = "COMPLETED";

    private final ObjectNode row;

    Order(ObjectNode row) {
        this.row = row;
    }

    static Order of(ObjectNode object) {
        var row = Json.object().put("declines", false).put("captureStatus", COMPLETED);
        row.set("object", object);
        row.putArray("transactions");
        return new Order(row);
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

    boolean awaitsPayer() {
        return status().equals(CREATED) || status().equals(PAYER_ACTION_REQUIRED);
    }

    boolean authorizes() {
        return object().path("intent").asString().equals("AUTHORIZE");
    }

    ObjectNode unit() {
        return (ObjectNode) object().path("purchase_units").path(0);
    }

    Amount amount() {
        return Amount.of(unit().path("amount"));
    }

    Optional<String> invoice() {
        return unit().path("invoice_id").stringValueOpt();
    }

    List<String> transactions() {
        return row.path("transactions").valueStream().map(JsonNode::asString).toList();
    }

    void add(Transaction transaction) {
        row.withArray("transactions").add(transaction.id());
    }

    Optional<String> returnUrl() {
        return row.path("returnUrl").stringValueOpt();
    }

    Optional<String> cancelUrl() {
        return row.path("cancelUrl").stringValueOpt();
    }

    void wayBack(JsonNode context) {
        context.path("return_url").stringValueOpt().ifPresent(url -> row.put("returnUrl", url));
        context.path("cancel_url").stringValueOpt().ifPresent(url -> row.put("cancelUrl", url));
    }

    /** Whether the instrument the payer chose will be declined. */
    boolean declines() {
        return row.path("declines").asBoolean();
    }

    void declines(boolean declines) {
        row.put("declines", declines);
    }

    /** What becomes of this order's captures at first. */
    String captureStatus() {
        return row.path("captureStatus").asString();
    }

    void captureStatus(String status) {
        row.put("captureStatus", status);
    }

    boolean forgotten() {
        return row.path("forgotten").asBoolean(false);
    }

    void forget() {
        row.put("forgotten", true);
    }
}
