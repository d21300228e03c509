package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whoever pays: the one test payer of this PayPal, on its page or by a vaulted token. */
final class Payers {
    static final String PAYER_ID = "SANDBXPAYER22";
    static final String MERCHANT_ID = "SANDBXMERCH22";
    private static final Set<String> WAYS_TO_NAME_A_TOKEN = Set.of("vault_id", "billing_agreement_id");

    private final Table tokens;

    Payers(Store store) {
        this.tokens = store.table("paypal.payment-tokens");
    }

    Table tokens() {
        return tokens;
    }

    /** PayPal's wallet and its tokens alone are played. */
    void requireSupported(JsonNode source) {
        for (var kind : source.propertyNames()) {
            if (!kind.equals("paypal") && !kind.equals("token")) {
                throw PayPalError.invalid(Issue.NOT_SUPPORTED, "/payment_source/" + kind, "body");
            }
        }
        if (source.path("paypal").path("attributes").has("vault")) {
            throw PayPalError.invalid(Issue.NOT_SUPPORTED, "/payment_source/paypal/attributes/vault", "body");
        }
    }

    /** The vaulted token a source names. */
    Optional<ObjectNode> token(JsonNode source) {
        var named = WAYS_TO_NAME_A_TOKEN.stream()
                .flatMap(way -> source.path("paypal").path(way).stringValueOpt().stream())
                .findFirst()
                .or(() -> source.path("token").path("id").stringValueOpt());
        return named.map(id -> tokens.find(id)
                .orElseThrow(() -> PayPalError.refused(Issue.TOKEN_ID_NOT_FOUND, "/payment_source", id)));
    }

    void approve(Order order, ObjectNode token) {
        approve(order);
        order.declines(token.path("declines").asBoolean(false));
    }

    void approve(Order order) {
        order.status(Order.APPROVED);
        var object = order.object();
        object.putObject("payment_source").set("paypal", wallet());
        object.set(
                "payer",
                name(Json.object().put("email_address", email()).put("payer_id", PAYER_ID), "name")
                        .set("address", Json.object().put("country_code", "US")));
    }

    /** How the payer looks in orders and tokens. */
    static ObjectNode wallet() {
        return name(Json.object().put("email_address", email()).put("account_id", PAYER_ID), "name")
                .put("account_status", "VERIFIED");
    }

    /** How the payer looks in the vault. */
    static ObjectNode vaulted() {
        return name(
                Json.object()
                        .put("email_address", email())
                        .put("account_id", PAYER_ID)
                        .put("payer_id", PAYER_ID),
                "name");
    }

    private static ObjectNode name(ObjectNode owner, String field) {
        owner.putObject(field).put("given_name", "Test").put("surname", "Payer");
        return owner;
    }

    private static String email() {
        return "payer@example.com";
    }
}
