package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One stored authorization, capture or refund: the object PayPal shows, and beside it what only the sandbox knows. */
final class Transaction {

    /** What kind of movement of money. */
    enum Kind {
        AUTHORIZATION("authorizations"),
        CAPTURE("captures"),
        REFUND("refunds"),
        /** A refund that PayPal itself made. */
        REVERSAL("refunds");

        private final String collection;

        Kind(String collection) {
            this.collection = collection;
        }

        /** Its name in paths and in an order's payments. */
        String collection() {
            return collection;
        }
    }

    private final ObjectNode row;

    Transaction(ObjectNode row) {
        this.row = row;
    }

    /** @param parent the authorization of a capture or reauthorization, the capture of a refund */
    static Transaction of(Kind kind, Order order, Optional<String> parent, ObjectNode object) {
        var row = Json.object().put("kind", kind.name()).put("order", order.id());
        parent.ifPresent(id -> row.put("parent", id));
        row.set("object", object);
        return new Transaction(row);
    }

    ObjectNode row() {
        return row;
    }

    ObjectNode object() {
        return (ObjectNode) row.path("object");
    }

    Kind kind() {
        return Kind.valueOf(row.path("kind").asString());
    }

    boolean is(Kind kind) {
        return kind() == kind;
    }

    String id() {
        return object().path("id").asString();
    }

    String order() {
        return row.path("order").asString();
    }

    Optional<String> parent() {
        return row.path("parent").stringValueOpt();
    }

    String status() {
        return object().path("status").asString();
    }

    void status(String status) {
        object().put("status", status);
    }

    boolean has(String status) {
        return status().equals(status);
    }

    Amount amount() {
        return Amount.of(object().path("amount"));
    }

    Instant created() {
        return Instant.parse(object().path("create_time").asString());
    }

    /** A mark that only the sandbox knows. */
    boolean marked(String mark) {
        return row.path(mark).asBoolean(false);
    }

    void mark(String mark) {
        row.put(mark, true);
    }

    /** Whether money has moved or was given back by it. */
    boolean moved() {
        return switch (kind()) {
            case AUTHORIZATION -> false;
            case CAPTURE -> has("COMPLETED") || has("PARTIALLY_REFUNDED") || has("REFUNDED");
            case REFUND, REVERSAL -> has("COMPLETED");
        };
    }
}
