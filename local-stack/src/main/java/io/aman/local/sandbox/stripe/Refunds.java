package io.aman.local.sandbox.stripe;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives captured money back, in parts or whole, never more than was captured. */
final class Refunds {
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer");

    private final StripeState state;
    private final Events events;

    Refunds(StripeState state, Events events) {
        this.state = state;
        this.events = events;
    }

    ObjectNode create(Params params, Cause cause) {
        var charge = charge(params);
        var asked = Amounts.part(params, "amount", charge.path("currency").asString());
        var reason = params.oneOf("reason", REASONS);
        var metadata = params.metadata();
        params.refuseUnknown();
        long amount = asked.orElse(remaining(charge));
        requireRefundable(charge, amount);
        var refund = state.make("refund", "re_").put("amount", amount).put("status", "succeeded");
        for (var field : List.of("currency", "payment_intent", "payment_method", "customer")) {
            refund.set(field, charge.path(field));
        }
        refund.set("charge", charge.path("id"));
        refund.put("balance_transaction", state.move("refund", "refund", -amount, refund));
        reason.ifPresent(given -> refund.put("reason", given));
        var kept = (ObjectNode) refund.path("metadata");
        metadata.forEach(kept::put);
        state.refunds().put(refund.path("id").asString(), refund);
        book(charge, amount, refund);
        var intent = charge.path("payment_intent").asString();
        events.tell("refund.created", refund, intent, cause);
        events.tell("charge.refunded", charge, intent, cause);
        return refund;
    }

    private void book(ObjectNode charge, long amount, ObjectNode refund) {
        long refunded = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", refunded)
                .put("refunded", refunded == charge.path("amount_captured").asLong());
        ((ArrayNode) charge.path("refunds").path("data")).insert(0, refund);
        state.saveCharge(charge);
    }

    private ObjectNode charge(Params params) {
        var chargeId = params.text("charge");
        var intentId = params.text("payment_intent");
        if (chargeId.isPresent() == intentId.isPresent()) {
            throw StripeError.invalid(
                    "One of the following params should be provided for this request: payment_intent" + " or charge.");
        }
        if (chargeId.isPresent()) {
            return state.charges()
                    .find(chargeId.get())
                    .orElseThrow(() -> StripeError.missingParam("charge", "charge", chargeId.get()));
        }
        var id = intentId.orElseThrow();
        var intent =
                state.intent(id).orElseThrow(() -> StripeError.missingParam("payment_intent", "payment_intent", id));
        if (!intent.status().equals("succeeded")) {
            throw StripeError.unexpectedState(
                    intent, "This PaymentIntent (%s) does not have a successful charge to refund.".formatted(id));
        }
        return state.charge(intent.latestCharge().orElseThrow());
    }

    private static void requireRefundable(ObjectNode charge, long amount) {
        var id = charge.path("id").asString();
        if (!charge.path("captured").asBoolean()) {
            throw StripeError.refused("charge_not_refundable", "Charge %s has not been captured.".formatted(id));
        }
        long remaining = remaining(charge);
        if (remaining == 0) {
            throw StripeError.refused("charge_already_refunded", "Charge %s has already been refunded.".formatted(id));
        }
        if (amount > remaining) {
            throw StripeError.refused(
                    "amount_too_large",
                    "amount",
                    "Refund amount (%d) is greater than unrefunded amount on charge (%d)".formatted(amount, remaining));
        }
    }

    private static long remaining(ObjectNode charge) {
        return charge.path("amount_captured").asLong()
                - charge.path("amount_refunded").asLong();
    }
}
