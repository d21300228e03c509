package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Orders from their making to the payment (developer.paypal.com/docs/api/orders/v2, read 2026-11). */
final class Orders {
    private final PayPalState state;
    private final OrderViews views;
    private final Payers payers;
    private final Authorizations authorizations;
    private final Captures captures;
    private final Events events;

    Orders(
            PayPalState state,
            OrderViews views,
            Payers payers,
            Authorizations authorizations,
            Captures captures,
            Events events) {
        this.state = state;
        this.views = views;
        this.payers = payers;
        this.authorizations = authorizations;
        this.captures = captures;
        this.events = events;
    }

    /** One that a vaulted token pays is paid at once. */
    Order create(ObjectNode request, boolean keyed, Cause cause) {
        var unit = NewUnit.of(request);
        var source = request.path("payment_source");
        payers.requireSupported(source);
        if (request.has("payment_source") && !keyed) {
            throw PayPalError.invalid(Issue.PAYPAL_REQUEST_ID_REQUIRED, "PayPal-Request-Id", "header");
        }
        var object = Json.object()
                .put("id", state.ids().nextCapitals())
                .put("intent", request.path("intent").asString())
                .put("status", request.has("payment_source") ? Order.PAYER_ACTION_REQUIRED : Order.CREATED);
        object.putArray("purchase_units").add(unit);
        object.put("create_time", state.now());
        var order = Order.of(object);
        order.wayBack(request.path("application_context"));
        order.wayBack(source.path("paypal").path("experience_context"));
        if (source.has("paypal")) {
            object.putObject("payment_source").putObject("paypal");
        }
        var token = payers.token(source);
        token.ifPresent(vaulted -> payers.approve(order, vaulted));
        if (token.isPresent()) {
            pay(order, cause);
        }
        views.link(order, cause);
        state.save(order);
        return order;
    }

    Order authorize(String id, ObjectNode request, Cause cause) {
        var order = state.order(id);
        if (!order.authorizes()) {
            throw PayPalError.refused(Issue.ACTION_DOES_NOT_MATCH_INTENT);
        }
        return paid(order, request, Issue.ORDER_ALREADY_AUTHORIZED, cause);
    }

    Order capture(String id, ObjectNode request, Cause cause) {
        var order = state.order(id);
        if (order.authorizes()) {
            throw PayPalError.refused(Issue.ACTION_DOES_NOT_MATCH_INTENT);
        }
        return paid(order, request, Issue.ORDER_ALREADY_CAPTURED, cause);
    }

    private Order paid(Order order, ObjectNode request, Issue again, Cause cause) {
        if (order.status().equals(Order.COMPLETED)) {
            throw PayPalError.refused(again);
        }
        var source = request.path("payment_source");
        payers.requireSupported(source);
        payers.token(source).ifPresent(token -> payers.approve(order, token));
        if (!order.status().equals(Order.APPROVED)) {
            throw PayPalError.refused(Issue.ORDER_NOT_APPROVED);
        }
        pay(order, cause);
        views.link(order, cause);
        state.save(order);
        return order;
    }

    private void pay(Order order, Cause cause) {
        if (order.declines()) {
            throw declined(order, cause);
        }
        order.invoice().ifPresent(invoice -> state.claimInvoice(invoice, order.id(), "order"));
        order.status(Order.COMPLETED);
        if (order.authorizes()) {
            authorizations.make(order, order.amount(), Optional.empty(), cause);
        } else {
            captures.make(order, Optional.empty(), order.amount(), true, order.invoice(), cause);
        }
    }

    /** The payer may come back and choose another instrument. */
    private PayPalError declined(Order order, Cause cause) {
        order.declines(false);
        order.status(order.object().has("payment_source") ? Order.PAYER_ACTION_REQUIRED : Order.CREATED);
        views.link(order, cause);
        state.save(order);
        return PayPalError.refused(Issue.INSTRUMENT_DECLINED).keepingChanges().showing(body -> {
            Links.of(body, cause).get("redirect", OrderViews.page(order));
            return body;
        });
    }

    /** The payer has agreed on PayPal's page. */
    void approve(Order order, Cause cause) {
        payers.approve(order);
        views.link(order, cause);
        state.save(order);
        events.ofOrder("CHECKOUT.ORDER.APPROVED", "An order has been approved by buyer", order, cause);
    }

    /** Forgets an order that came to nothing, as PayPal does some hours after its making; an approval is reversed. */
    void expire(Order order, Cause cause) {
        if (order.status().equals(Order.COMPLETED)) {
            throw PayPalError.refused(Issue.NOT_SUPPORTED);
        }
        if (order.status().equals(Order.APPROVED)) {
            events.ofOrder("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "A payment approval has been reversed", order, cause);
        }
        order.forget();
        state.save(order);
    }
}
