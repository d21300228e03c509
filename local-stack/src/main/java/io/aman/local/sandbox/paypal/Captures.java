package io.aman.local.sandbox.paypal;

import static io.aman.local.sandbox.paypal.Transaction.Kind.CAPTURE;

import io.aman.local.sandbox.provider.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Money that was taken, or is about to be (developer.paypal.com/docs/api/payments/v2, read 2026-11). */
final class Captures {
    static final String PATH = "/v2/payments/captures/";

    private final PayPalState state;
    private final Events events;

    Captures(PayPalState state, Events events) {
        this.state = state;
        this.events = events;
    }

    /** @param last whether it ends the authorization */
    Transaction make(
            Order order,
            Optional<String> authorization,
            Amount amount,
            boolean last,
            Optional<String> invoice,
            Cause cause) {
        var id = state.ids().nextCapitals();
        var object = Json.object().put("id", id).set("amount", amount.json()).put("final_capture", last);
        about(object, order, invoice);
        authorization.ifPresent(
                parent -> object.withObject("/supplementary_data/related_ids").put("authorization_id", parent));
        object.put("create_time", state.now());
        var up = authorization.map(parent -> Authorizations.PATH + parent).orElse("/v2/checkout/orders/" + order.id());
        Links.of(object, cause)
                .get("self", PATH + id)
                .post("refund", PATH + id + "/refund")
                .get("up", up);
        var capture = Transaction.of(CAPTURE, order, authorization, object);
        order.add(capture);
        become(capture, order.captureStatus(), cause);
        return capture;
    }

    /** What all of an order's transactions say about it. */
    static void about(ObjectNode object, Order order, Optional<String> invoice) {
        invoice.ifPresent(id -> object.put("invoice_id", id));
        order.unit().path("custom_id").stringValueOpt().ifPresent(id -> object.put("custom_id", id));
        object.putObject("seller_protection")
                .put("status", "ELIGIBLE")
                .putArray("dispute_categories")
                .add("ITEM_NOT_RECEIVED")
                .add("UNAUTHORIZED_TRANSACTION");
        object.withObject("/supplementary_data/related_ids").put("order_id", order.id());
    }

    private void become(Transaction capture, String status, Cause cause) {
        capture.status(status);
        var object = capture.object();
        object.remove("status_details");
        switch (status) {
            case "COMPLETED" -> {
                var gross = capture.amount();
                var breakdown = object.putObject("seller_receivable_breakdown");
                breakdown.set("gross_amount", gross.json());
                breakdown.set("paypal_fee", gross.fee().json());
                breakdown.set(
                        "net_amount",
                        gross.with(gross.minor() - gross.fee().minor()).json());
                tell("COMPLETED", "Payment completed for %s %s", capture, cause);
            }
            case "PENDING" -> {
                object.putObject("status_details").put("reason", "PENDING_REVIEW");
                tell("PENDING", "Payment pending for %s %s", capture, cause);
            }
            default -> tell("DECLINED", "A %s %s capture payment was declined", capture, cause);
        }
    }

    private void tell(String what, String summary, Transaction capture, Cause cause) {
        state.save(capture);
        var amount = capture.amount();
        events.of("PAYMENT.CAPTURE." + what, summary.formatted(amount.value(), amount.currency()), capture, cause);
    }

    /** Ends PayPal's review of a pending capture. */
    Transaction review(String id, boolean passed, Cause cause) {
        var capture = state.transaction(CAPTURE, id);
        if (!capture.has("PENDING")) {
            throw PayPalError.refused(Issue.NOT_SUPPORTED);
        }
        if (passed) {
            become(capture, "COMPLETED", cause);
        } else {
            capture.status("DECLINED");
            capture.object().remove("status_details");
            tell("DENIED", "A %s %s capture payment was denied", capture, cause);
        }
        return capture;
    }
}
