package io.aman.local.sandbox.stripe;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The life of a PaymentIntent (docs.stripe.com/payments/paymentintents/lifecycle). Each call is one change. */
final class PaymentIntents {
    private static final Set<String> CONFIRMABLE =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final Set<String> CANCELABLE =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture");
    private static final Set<String> CANCEL_REASONS =
            Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");

    private final StripeState state;
    private final Events events;
    private final Customers customers;
    private final Charges charges;

    PaymentIntents(StripeState state, Events events, Customers customers) {
        this.state = state;
        this.events = events;
        this.customers = customers;
        this.charges = new Charges(state);
    }

    ObjectNode create(Params params, Cause cause) {
        var intent = NewIntent.read(params, state);
        var confirm = params.flag("confirm");
        params.refuseUnknown();
        if (confirm && intent.paymentMethod().isEmpty()) {
            throw StripeError.parameter(
                    "parameter_missing", "payment_method", "A payment method is required when confirm is true.");
        }
        if (intent.paymentMethod().isPresent()) {
            customers.requireUsable(intent);
        }
        if (confirm) {
            requireWayBack(intent);
        }
        state.save(intent);
        tell("created", intent, cause);
        return confirm ? confirmed(intent, cause) : intent.object();
    }

    /** A customer can be named once (docs.stripe.com/api/payment_intents/update); the same one again is refused, too. */
    ObjectNode update(Intent intent, Params params) {
        var customer = params.text("customer");
        var description = params.text("description");
        var metadata = params.metadata();
        params.refuseUnknown();
        requireStatus(intent, CONFIRMABLE, "updated");
        customer.ifPresent(given -> {
            state.requireCustomer(given);
            if (intent.customer().isPresent()) {
                throw StripeError.refusedFor(
                        intent,
                        "You cannot modify `customer` on a PaymentIntent once it already has been set. To fulfill a"
                                + " payment with a different Customer, cancel this PaymentIntent and create a new one.");
            }
            intent.object().put("customer", given);
        });
        description.ifPresent(given -> intent.object().put("description", given));
        intent.merge(metadata);
        state.save(intent);
        return intent.object();
    }

    ObjectNode confirm(Intent intent, Params params, Cause cause) {
        var method = params.text("payment_method");
        var returnUrl = params.text("return_url");
        params.text("receipt_email").ifPresent(mail -> intent.object().put("receipt_email", mail));
        params.refuseUnknown();
        requireStatus(intent, CONFIRMABLE, "confirmed");
        method.ifPresent(given -> intent.object().put("payment_method", state.method(given)));
        returnUrl.ifPresent(intent::returnUrl);
        if (intent.paymentMethod().isEmpty()) {
            throw StripeError.unexpectedState(
                    intent,
                    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update"
                            + " the PaymentIntent with a payment method and then confirm it again, or confirm it again"
                            + " directly with a payment method.");
        }
        customers.requireUsable(intent);
        requireWayBack(intent);
        return confirmed(intent, cause);
    }

    private static void requireWayBack(Intent intent) {
        if (intent.mayRedirect() && intent.returnUrl().isEmpty()) {
            throw StripeError.invalid("This PaymentIntent is configured to accept payment methods enabled in your"
                    + " Dashboard. Because some of these payment methods might redirect your customer off of your page,"
                    + " you must provide a `return_url`. If you don't want to accept redirect-based payment methods,"
                    + " set `automatic_payment_methods[enabled]` to `true` and"
                    + " `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment"
                    + " Intents.");
        }
    }

    private ObjectNode confirmed(Intent intent, Cause cause) {
        intent.count("confirmations");
        intent.object().putNull("last_payment_error");
        var card = state.card(intent.paymentMethod().orElseThrow());
        if (!card.challenge()) {
            return charged(intent, card, cause);
        }
        intent.status("requires_action");
        var redirect = intent.object()
                .putObject("next_action")
                .put("type", "redirect_to_url")
                .putObject("redirect_to_url");
        redirect.put("url", cause.base().resolve("/stripe/3ds/" + intent.id()).toString());
        intent.returnUrl()
                .ifPresentOrElse(url -> redirect.put("return_url", url), () -> redirect.putNull("return_url"));
        state.save(intent);
        tell("requires_action", intent, cause);
        return intent.object();
    }

    private ObjectNode charged(Intent intent, TestCard card, Cause cause) {
        if (card.decline().isPresent()) {
            var decline = card.decline().get();
            var charge = charges.decline(intent, card, decline, cause);
            var error = fail(intent, decline, Optional.of(charge.path("id").asString()), cause);
            throw StripeError.declined(intent, error);
        }
        var charge = charges.approve(intent, card, cause);
        var object = intent.object().putNull("next_action");
        object.set("latest_charge", charge.path("id"));
        if (intent.manual()) {
            intent.status("requires_capture");
            object.put("amount_capturable", intent.amount());
            state.save(intent);
            tell("amount_capturable_updated", intent, cause);
        } else {
            succeeded(intent, intent.amount(), cause);
        }
        return object;
    }

    /** @return the card error */
    private ObjectNode fail(Intent intent, TestCard.Decline decline, Optional<String> charge, Cause cause) {
        var error = Charges.cardError(decline, charge);
        intent.status("requires_payment_method");
        var object = intent.object().putNull("payment_method").putNull("next_action");
        object.set("last_payment_error", error);
        charge.ifPresent(id -> object.put("latest_charge", id));
        state.save(intent);
        tell("payment_failed", intent, cause);
        return error;
    }

    private void succeeded(Intent intent, long amount, Cause cause) {
        intent.status("succeeded");
        took(intent, amount, 0);
        tell("succeeded", intent, cause);
    }

    /** What is not taken stays held, as long as Stripe allows for several captures. */
    private void partlyCaptured(Intent intent, long amount, Cause cause) {
        took(intent, amount, intent.capturable() - amount);
        tell("amount_capturable_updated", intent, cause);
    }

    private void took(Intent intent, long amount, long capturable) {
        intent.count("captures");
        intent.object().put("amount_received", intent.received() + amount).put("amount_capturable", capturable);
        state.save(intent);
    }

    /** What the payer did on the challenge's page; nothing when the intent no longer waits for it. */
    void challenged(Intent intent, boolean passed, Cause cause) {
        if (!intent.status().equals("requires_action")) {
            return;
        }
        if (passed) {
            charged(intent, state.card(intent.paymentMethod().orElseThrow()), cause);
        } else {
            fail(intent, TestCard.AUTHENTICATION_FAILED, Optional.empty(), cause);
        }
    }

    ObjectNode capture(Intent intent, Params params, Cause cause) {
        var isLast = !params.oneOf("final_capture", Set.of("true", "false")).equals(Optional.of("false"));
        var asked = isLast && intent.received() > 0
                ? Amounts.rest(params, "amount_to_capture", intent.currency())
                : Amounts.part(params, "amount_to_capture", intent.currency());
        var metadata = params.metadata();
        params.refuseUnknown();
        requireStatus(intent, Set.of("requires_capture"), "captured");
        long amount = asked.orElse(intent.capturable());
        if (amount > intent.capturable()) {
            throw StripeError.refused(
                    "amount_too_large",
                    "amount_to_capture",
                    "The provided amount_to_capture %d is greater than the capturable amount %d."
                            .formatted(amount, intent.capturable()));
        }
        if (!isLast && !intent.takesSeveralCaptures()) {
            throw StripeError.parameter(
                    "parameter_unknown",
                    "final_capture",
                    "Multicapture is not available for this PaymentIntent; final_capture cannot be false.");
        }
        intent.merge(metadata);
        charges.capture(intent.latestCharge().orElseThrow(), intent.received() + amount);
        if (isLast) {
            succeeded(intent, amount, cause);
        } else {
            partlyCaptured(intent, amount, cause);
        }
        return intent.object();
    }

    ObjectNode cancel(Intent intent, Params params, Cause cause) {
        var reason = params.oneOf("cancellation_reason", CANCEL_REASONS);
        params.refuseUnknown();
        requireStatus(intent, CANCELABLE, "canceled");
        if (intent.status().equals("requires_capture")) {
            charges.release(intent.latestCharge().orElseThrow());
        }
        intent.status("canceled");
        var object = intent.object().put("canceled_at", state.now()).put("amount_capturable", 0);
        object.putNull("next_action");
        reason.ifPresent(given -> object.put("cancellation_reason", given));
        state.save(intent);
        tell("canceled", intent, cause);
        return object;
    }

    private static void requireStatus(Intent intent, Set<String> allowed, String what) {
        if (!allowed.contains(intent.status())) {
            throw StripeError.unexpectedState(
                    intent,
                    "This PaymentIntent could not be %s because it has a status of %s. Only a PaymentIntent with one of the following statuses may be %s: %s."
                            .formatted(what, intent.status(), what, String.join(", ", allowed)));
        }
    }

    private void tell(String what, Intent intent, Cause cause) {
        events.tell("payment_intent." + what, intent.object(), intent.id(), cause);
    }
}
