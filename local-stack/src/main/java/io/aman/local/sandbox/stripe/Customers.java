package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Customers and the payment methods that are kept for them (docs.stripe.com/api/payment_methods, read 2026-11). */
final class Customers {
    private static final List<String> TEXTS = List.of("name", "email", "phone", "description");
    private static final String USED_UP =
            "It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.";

    private final StripeState state;
    private final Events events;

    Customers(StripeState state, Events events) {
        this.state = state;
        this.events = events;
    }

    ObjectNode create(Params params, Cause cause) {
        var customer = state.make("customer", "cus_");
        TEXTS.forEach(name -> params.text(name).ifPresent(value -> customer.put(name, value)));
        var metadata = params.metadata();
        params.refuseUnknown();
        var kept = (ObjectNode) customer.path("metadata");
        metadata.forEach(kept::put);
        state.customers().put(id(customer), customer);
        events.tell("customer.created", customer, id(customer), cause);
        return customer;
    }

    /** To the customer that has it already it changes nothing; a test token becomes a method of its own each time. */
    ObjectNode attach(String given, Params params, Cause cause) {
        var customer = params.required("customer");
        params.refuseUnknown();
        state.requireCustomer(customer);
        var card = state.findCard(given).orElseThrow(() -> StripeError.missing("PaymentMethod", given));
        requireFree(given, customer);
        if (card.keeping().isPresent()) {
            throw StripeError.cardRefused(Charges.cardError(card.keeping().get(), Optional.empty()));
        }
        return keep(state.method(given), customer, cause);
    }

    /** Refuses a method that was somebody's, or is somebody else's. */
    void requireFree(String given, String customer) {
        if (isUsedUp(given)) {
            throw StripeError.invalid(
                    "This PaymentMethod was previously used without being attached to a Customer or was"
                            + " detached from a Customer, and may not be used again.");
        }
        var owner = owner(given);
        if (owner.isPresent() && !owner.get().equals(customer)) {
            throw StripeError.invalid("The payment method you provided has already been attached to a customer.");
        }
    }

    /** Attaches what nobody else has. */
    ObjectNode keep(String id, String customer, Cause cause) {
        var method = method(id);
        if (owner(id).isEmpty()) {
            save(method.put("customer", customer), false);
            events.tell("payment_method.attached", method, id, cause);
        }
        return method;
    }

    ObjectNode detach(String id, Params params, Cause cause) {
        params.refuseUnknown();
        var method = method(id);
        if (owner(id).isEmpty()) {
            throw StripeError.invalid(
                    "The payment method you provided is not attached to a customer so detachment is impossible.");
        }
        save(method.putNull("customer"), true);
        events.tell("payment_method.detached", method, id, cause);
        return method;
    }

    ObjectNode method(String id) {
        return state.methods()
                .find(id)
                .map(row -> (ObjectNode) row.path("object"))
                .orElseThrow(() -> StripeError.missing("PaymentMethod", id));
    }

    /** Refuses a method that somebody keeps, unless the intent is of the same customer. */
    void requireUsable(Intent intent) {
        var method = intent.paymentMethod().orElseThrow();
        if (isUsedUp(method)) {
            throw StripeError.refusedFor(
                    intent,
                    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment,"
                            + " shared with a connected account without Customer attachment, or was detached from a"
                            + " Customer. " + USED_UP);
        }
        owner(method)
                .filter(owner -> !intent.customer().equals(Optional.of(owner)))
                .ifPresent(owner -> {
                    throw StripeError.refusedFor(
                            intent,
                            "The `payment_method` parameter supplied %s belongs to the Customer %s. Please include the Customer in the `customer` parameter on the PaymentIntent."
                                    .formatted(method, owner));
                });
    }

    private Optional<String> owner(String method) {
        return state.methods()
                .find(method)
                .map(row -> row.path("object").path("customer"))
                .filter(owner -> owner.isString())
                .map(owner -> owner.asString());
    }

    private boolean isUsedUp(String method) {
        return state.methods()
                .find(method)
                .filter(row -> row.path("detached").asBoolean(false))
                .isPresent();
    }

    private void save(ObjectNode method, boolean detached) {
        var row = state.methods().find(id(method)).orElseGet(Json::object).put("detached", detached);
        row.set("object", method);
        state.methods().put(id(method), row);
    }

    private static String id(ObjectNode object) {
        return object.path("id").asString();
    }
}
