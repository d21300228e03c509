package io.aman.local.sandbox.paypal;

import static io.aman.local.sandbox.paypal.Transaction.Kind.CAPTURE;
import static io.aman.local.sandbox.paypal.Transaction.Kind.REFUND;
import static io.aman.local.sandbox.paypal.Transaction.Kind.REVERSAL;

import io.aman.local.sandbox.provider.Json;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Money that goes back, by the merchant's wish or by PayPal's (developer.paypal.com/docs/api/payments/v2). */
final class Refunds {
    private static final String PATH = "/v2/payments/refunds/";
    private static final String HELD = "refundsHeld";
    private static final Duration POSSIBLE = Duration.ofDays(180);

    private final PayPalState state;
    private final Events events;

    Refunds(PayPalState state, Events events) {
        this.state = state;
        this.events = events;
    }

    /** Without an amount: what is left. */
    Transaction create(String captureId, ObjectNode request, Cause cause) {
        var capture = state.transaction(CAPTURE, captureId);
        requireRefundable(capture);
        long rest = rest(capture);
        if (rest == 0) {
            throw PayPalError.refused(Issue.CAPTURE_FULLY_REFUNDED);
        }
        var amount = Amount.named(request, capture.amount().with(rest));
        if (!amount.currency().equals(capture.amount().currency())) {
            throw PayPalError.refused(Issue.REFUND_CAPTURE_CURRENCY_MISMATCH);
        }
        if (amount.minor() > rest) {
            throw PayPalError.refused(Issue.REFUND_AMOUNT_EXCEEDED);
        }
        if (amount.minor() < rest && state.disputesOf(captureId).anyMatch(Disputes::isOpen)) {
            throw PayPalError.refused(Issue.TRANSACTION_DISPUTED);
        }
        request.path("invoice_id")
                .stringValueOpt()
                .ifPresent(invoice -> state.claimInvoice(invoice, capture.order(), "refund"));
        var refund = make(REFUND, capture, amount, request, cause);
        if (!capture.marked(HELD)) {
            return complete(refund, cause);
        }
        refund.status("PENDING");
        refund.object().putObject("status_details").put("reason", "ECHECK");
        state.save(refund);
        return refund;
    }

    private void requireRefundable(Transaction capture) {
        if (capture.has("PENDING")) {
            throw PayPalError.refused(Issue.PENDING_CAPTURE);
        }
        if (!capture.moved()) {
            throw PayPalError.refused(Issue.REFUND_NOT_ALLOWED);
        }
        if (state.instant().isAfter(capture.created().plus(POSSIBLE))) {
            throw PayPalError.refused(Issue.REFUND_TIME_LIMIT_EXCEEDED);
        }
    }

    private Transaction make(
            Transaction.Kind kind, Transaction capture, Amount amount, ObjectNode request, Cause cause) {
        var id = state.ids().nextCapitals();
        var object = Json.object().put("id", id).set("amount", amount.json());
        for (var field : new String[] {"note_to_payer", "invoice_id", "custom_id"}) {
            request.path(field).stringValueOpt().ifPresent(text -> object.put(field, text));
        }
        if (!object.has("custom_id")) {
            capture.object().path("custom_id").stringValueOpt().ifPresent(text -> object.put("custom_id", text));
        }
        object.put("create_time", state.now());
        Links.of(object, cause).get("self", PATH + id).get("up", Captures.PATH + capture.id());
        var order = state.everyOrder(capture.order()).orElseThrow();
        var refund = Transaction.of(kind, order, Optional.of(capture.id()), object);
        order.add(refund);
        state.save(order);
        return refund;
    }

    private Transaction complete(Transaction refund, Cause cause) {
        settle(refund);
        events.of(
                "PAYMENT.CAPTURE.REFUNDED",
                "A %s %s capture payment was refunded"
                        .formatted(refund.amount().value(), refund.amount().currency()),
                refund,
                cause);
        return refund;
    }

    private void settle(Transaction refund) {
        refund.status("COMPLETED");
        var object = refund.object();
        object.remove("status_details");
        state.save(refund);
        var capture = state.transaction(CAPTURE, refund.parent().orElseThrow());
        long total = sum(capture, "COMPLETED");
        var amount = refund.amount();
        var breakdown = object.putObject("seller_payable_breakdown");
        breakdown.set("gross_amount", amount.json());
        breakdown.set("paypal_fee", amount.with(0).json());
        breakdown.set("net_amount", amount.json());
        breakdown.set("total_refunded_amount", amount.with(total).json());
        state.save(refund);
        capture.status(total == capture.amount().minor() ? "REFUNDED" : "PARTIALLY_REFUNDED");
        state.save(capture);
    }

    /** From now on refunds of this capture are pending until {@link #review}. */
    Transaction hold(String captureId) {
        var capture = state.transaction(CAPTURE, captureId);
        capture.mark(HELD);
        state.save(capture);
        return capture;
    }

    /** Ends a pending refund: completed, or failed, and then the money can be refunded again. */
    Transaction review(String id, boolean passed, Cause cause) {
        var refund = state.transaction(REFUND, id);
        if (!refund.has("PENDING")) {
            throw PayPalError.refused(Issue.NOT_SUPPORTED);
        }
        if (passed) {
            return complete(refund, cause);
        }
        refund.status("FAILED");
        refund.object().remove("status_details");
        state.save(refund);
        return refund;
    }

    /** PayPal takes back what is left of a capture, or less. */
    Transaction reverse(String captureId, Optional<Amount> part, Cause cause) {
        var capture = state.transaction(CAPTURE, captureId);
        long rest = rest(capture);
        if (!capture.moved() || rest == 0) {
            throw PayPalError.refused(Issue.REFUND_NOT_ALLOWED);
        }
        var amount = capture.amount()
                .with(part.map(Amount::minor).filter(least -> least < rest).orElse(rest));
        var reversal = make(REVERSAL, capture, amount, Json.object(), cause);
        settle(reversal);
        events.of(
                "PAYMENT.CAPTURE.REVERSED",
                "A %s %s capture payment was reversed".formatted(amount.value(), amount.currency()),
                reversal,
                cause);
        return reversal;
    }

    /** As {@link #reverse(String, Optional, Cause)}, all that is left. */
    Transaction reverse(String captureId, Cause cause) {
        return reverse(captureId, Optional.empty(), cause);
    }

    /** A refund by either. */
    Transaction get(String id) {
        return state.transaction(id)
                .filter(found -> found.is(REFUND) || found.is(REVERSAL))
                .orElseThrow(PayPalError::notFound);
    }

    private long rest(Transaction capture) {
        return capture.amount().minor() - sum(capture, "COMPLETED") - sum(capture, "PENDING");
    }

    private long sum(Transaction capture, String status) {
        return state.transactionsOf(capture.order())
                .filter(piece -> piece.is(REFUND) || piece.is(REVERSAL))
                .filter(piece -> piece.parent().equals(Optional.of(capture.id())))
                .filter(refund -> refund.has(status))
                .mapToLong(refund -> refund.amount().minor())
                .sum();
    }
}
