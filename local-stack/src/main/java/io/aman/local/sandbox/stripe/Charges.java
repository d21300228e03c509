package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Attempts to move money: one charge per attempt, failed ones included. */
final class Charges {
    private final StripeState state;

    Charges(StripeState state) {
        this.state = state;
    }

    /** A charge of the whole amount: held for a manual intent, else captured. */
    ObjectNode approve(Intent intent, TestCard card, Cause cause) {
        var charge = make(intent, card, cause).put("status", "succeeded").put("paid", true);
        charge.putObject("outcome")
                .put("network_status", "approved_by_network")
                .put("seller_message", "Payment complete.")
                .put("type", "authorized")
                .putNull("reason")
                .putNull("advice_code")
                .putNull("network_advice_code")
                .putNull("network_decline_code");
        if (!intent.manual()) {
            captured(charge, intent.amount());
        }
        state.saveCharge(charge);
        return charge;
    }

    ObjectNode decline(Intent intent, TestCard card, TestCard.Decline decline, Cause cause) {
        var charge = make(intent, card, cause).put("status", "failed").put("paid", false);
        charge.put("failure_code", decline.code()).put("failure_message", decline.message());
        charge.putObject("outcome")
                .put("network_status", "declined_by_network")
                .put("seller_message", "The bank did not approve the payment.")
                .put("type", "issuer_declined")
                .put("reason", decline.reason())
                .putNull("advice_code")
                .putNull("network_advice_code")
                .putNull("network_decline_code");
        state.saveCharge(charge);
        return charge;
    }

    void capture(String id, long amount) {
        var charge = state.charge(id);
        captured(charge, amount);
        state.saveCharge(charge);
    }

    private void captured(ObjectNode charge, long amount) {
        long before = charge.path("amount_captured").asLong();
        charge.put("captured", true)
                .put("amount_captured", amount)
                .put("balance_transaction", state.move("charge", "charge", amount - before, charge));
    }

    /** Gives back what is held: an uncaptured charge counts as refunded then. */
    void release(String id) {
        var charge = state.charge(id);
        charge.put("refunded", true).set("amount_refunded", charge.path("amount"));
        state.saveCharge(charge);
    }

    private ObjectNode make(Intent intent, TestCard card, Cause cause) {
        var charge = state.make("charge", "ch_");
        var id = charge.path("id").asString();
        charge.put("amount", intent.amount())
                .put("currency", intent.currency())
                .put("payment_intent", intent.id())
                .put("payment_method", intent.paymentMethod().orElseThrow())
                .put(
                        "receipt_url",
                        cause.base().resolve("/stripe/receipts/" + id).toString());
        for (var field : List.of("description", "customer", "receipt_email", "metadata")) {
            charge.set(field, intent.object().path(field));
        }
        ((ObjectNode) charge.path("refunds")).put("url", "/v1/charges/%s/refunds".formatted(id));
        show(card, intent.amount(), (ObjectNode)
                charge.path("payment_method_details").path("card"));
        return charge;
    }

    private static void show(TestCard card, long amount, ObjectNode details) {
        details.put("brand", card.brand())
                .put("network", card.brand())
                .put("last4", card.last4())
                .put("amount_authorized", amount);
        ((ObjectNode) details.path("overcapture")).put("maximum_amount_capturable", amount);
    }

    /** Stripe's card error, without the intent that the API adds to it. */
    static ObjectNode cardError(TestCard.Decline decline, Optional<String> charge) {
        var error = Json.object()
                .put("type", "card_error")
                .put("code", decline.code())
                .put("decline_code", decline.reason())
                .put(
                        "doc_url",
                        "https://stripe.com/docs/error-codes/" + decline.code().replace('_', '-'))
                .put("message", decline.message());
        charge.ifPresent(id -> error.put("charge", id));
        return error;
    }
}
