package io.aman.local.sandbox.paypal;

import static io.aman.local.sandbox.paypal.Transaction.Kind.CAPTURE;

import io.aman.local.sandbox.provider.Json;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Payers who want their money back (developer.paypal.com/docs/api/customer-disputes/v1, read 2026-11). */
final class Disputes {
    private static final String PATH = "/v1/customer/disputes/";
    private static final Duration TO_RESPOND = Duration.ofDays(10);
    private static final Set<String> FOR_THE_BUYER = Set.of("RESOLVED_BUYER_FAVOUR", "ACCEPTED");
    private static final Set<String> OUTCOMES = Set.of(
            "RESOLVED_BUYER_FAVOUR",
            "RESOLVED_SELLER_FAVOUR",
            "RESOLVED_WITH_PAYOUT",
            "CANCELED_BY_BUYER",
            "ACCEPTED",
            "DENIED",
            "NONE");

    private final PayPalState state;
    private final Refunds refunds;
    private final Events events;

    Disputes(PayPalState state, Refunds refunds, Events events) {
        this.state = state;
        this.refunds = refunds;
        this.events = events;
    }

    static boolean isOpen(ObjectNode dispute) {
        return !dispute.path("status").asString().equals("RESOLVED");
    }

    /** @param wish may name {@code reason} and {@code amount} */
    ObjectNode open(String captureId, ObjectNode wish, Cause cause) {
        var capture = state.transaction(CAPTURE, captureId);
        if (!capture.moved()) {
            throw PayPalError.refused(Issue.REFUND_NOT_ALLOWED);
        }
        var amount = Amount.named(wish, capture.amount());
        var id = "PP-D-" + state.ids().nextCapitals();
        var dispute = Json.object().put("dispute_id", id).put("create_time", state.now());
        var transaction = dispute.putArray("disputed_transactions")
                .addObject()
                .put("seller_transaction_id", captureId)
                .put("create_time", capture.object().path("create_time").asString())
                .put("transaction_status", capture.status());
        transaction.set("gross_amount", capture.amount().json());
        capture.object().path("custom_id").stringValueOpt().ifPresent(custom -> transaction.put("custom", custom));
        dispute.put("reason", wish.path("reason").asString("MERCHANDISE_OR_SERVICE_NOT_RECEIVED"))
                .put("status", "WAITING_FOR_SELLER_RESPONSE")
                .put("dispute_life_cycle_stage", "CHARGEBACK")
                .put("dispute_channel", "INTERNAL")
                .put(
                        "seller_response_due_date",
                        state.instant()
                                .plus(TO_RESPOND)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        dispute.set("dispute_amount", amount.json());
        Links.of(dispute, cause).get("self", PATH + id);
        return told("CREATED", "A dispute was created with case # " + id, dispute, cause);
    }

    /** PayPal looks at it now. */
    ObjectNode review(String id, Cause cause) {
        var dispute = open(id).put("status", "UNDER_REVIEW");
        return told("UPDATED", "A dispute was updated with case # " + id, dispute, cause);
    }

    /** With an outcome for the buyer the money goes back first. */
    ObjectNode resolve(String id, String outcome, Cause cause) {
        if (!OUTCOMES.contains(outcome)) {
            throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "/outcome", "body");
        }
        var dispute = open(id).put("status", "RESOLVED");
        var result = dispute.putObject("dispute_outcome").put("outcome_code", outcome);
        if (FOR_THE_BUYER.contains(outcome)) {
            var back = Amount.of(dispute.path("dispute_amount"));
            result.set("amount_refunded", back.json());
            refunds.reverse(transaction(dispute), Optional.of(back), cause);
        }
        return told("RESOLVED", "A dispute was resolved with case # " + id, dispute, cause);
    }

    private ObjectNode open(String id) {
        var dispute = get(id);
        if (!isOpen(dispute)) {
            throw PayPalError.refused(Issue.NOT_SUPPORTED);
        }
        return dispute;
    }

    private ObjectNode told(String what, String summary, ObjectNode dispute, Cause cause) {
        dispute.put("update_time", state.now());
        var transaction = transaction(dispute);
        state.saveDispute(dispute, transaction);
        var order = state.transaction(CAPTURE, transaction).order();
        events.ofDispute("CUSTOMER.DISPUTE." + what, summary, dispute, order, cause);
        return dispute;
    }

    private static String transaction(ObjectNode dispute) {
        return dispute.path("disputed_transactions")
                .path(0)
                .path("seller_transaction_id")
                .asString();
    }

    ObjectNode get(String id) {
        return state.dispute(id).orElseThrow(PayPalError::notFound);
    }

    /** Newest first. */
    ObjectNode list(Map<String, String> query, Cause cause) {
        var transaction = query.get("disputed_transaction_id");
        var found = transaction == null ? state.disputes() : state.disputesOf(transaction);
        var shown = Json.object();
        var items = Json.array();
        found.limit(Query.positive(query, "page_size", 10)).forEach(dispute -> {
            dispute.remove("disputed_transactions");
            dispute.remove("dispute_outcome");
            items.add(dispute.put("dispute_state", isOpen(dispute) ? "REQUIRED_ACTION" : "RESOLVED"));
        });
        if (!items.isEmpty()) {
            shown.set("items", items);
        }
        Links.of(shown, cause).get("self", "/v1/customer/disputes");
        return shown;
    }
}
