package io.aman.local.sandbox.stripe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cards that are kept once their payer has authenticated (docs.stripe.com/payments/setupintents/lifecycle, read 2026-11).
 * Cards and customers alone are played. Each call is one change.
 */
final class SetupIntents {
    private static final String PREFIX = "seti_";
    private static final Set<String> CONFIRMABLE =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final Set<String> CANCEL_REASONS = Set.of("duplicate", "requested_by_customer", "abandoned");

    private final StripeState state;
    private final Events events;
    private final Customers customers;

    SetupIntents(StripeState state, Events events, Customers customers) {
        this.state = state;
        this.events = events;
        this.customers = customers;
    }

    static boolean is(String id) {
        return id.startsWith(PREFIX);
    }

    Intent require(String id) {
        return state.setups().find(id).map(Intent::new).orElseThrow(() -> StripeError.missing("setupintent", id));
    }

    ObjectNode create(Params params, Cause cause) {
        var setup = read(params);
        var confirm = params.flag("confirm");
        params.refuseUnknown();
        if (confirm && setup.paymentMethod().isEmpty()) {
            throw StripeError.parameter(
                    "parameter_missing", "payment_method", "A payment method is required when confirm is true.");
        }
        if (setup.returnUrl().isPresent() && !confirm) {
            throw StripeError.invalid("You cannot set `return_url` when `confirm` is not true.");
        }
        save(setup);
        tell("created", setup, cause);
        return confirm ? confirmed(setup, cause) : setup.object();
    }

    private Intent read(Params params) {
        var types = params.list("payment_method_types");
        if (!types.equals(List.of("card"))) {
            throw StripeError.parameter(
                    "parameter_invalid_string", "payment_method_types", "Only card is played, and it must be named.");
        }
        var object = state.make("setup_intent", PREFIX);
        object.put(
                "client_secret",
                "%s_secret_%s"
                        .formatted(object.path("id").asString(), state.ids().random(25)));
        object.put(
                "usage",
                params.oneOf("usage", Set.of("on_session", "off_session")).orElse("off_session"));
        params.text("customer").ifPresent(customer -> {
            state.requireCustomer(customer);
            object.put("customer", customer);
        });
        var setup = Intent.of(object);
        setup.merge(params.metadata());
        params.text("return_url").ifPresent(setup::returnUrl);
        params.text("payment_method").ifPresent(given -> name(setup, given));
        setup.status(setup.paymentMethod().isPresent() ? "requires_confirmation" : "requires_payment_method");
        return setup;
    }

    private void name(Intent setup, String method) {
        setup.customer().ifPresent(customer -> customers.requireFree(method, customer));
        setup.object().put("payment_method", state.method(method));
    }

    ObjectNode confirm(Intent setup, Params params, Cause cause) {
        var method = params.text("payment_method");
        var returnUrl = params.text("return_url");
        params.refuseUnknown();
        requireStatus(setup, "confirmed");
        method.ifPresent(given -> name(setup, given));
        returnUrl.ifPresent(setup::returnUrl);
        if (setup.paymentMethod().isEmpty()) {
            throw StripeError.unexpectedSetupState(
                    setup, "You cannot confirm this SetupIntent because it's missing a payment method.");
        }
        return confirmed(setup, cause);
    }

    private ObjectNode confirmed(Intent setup, Cause cause) {
        setup.object().putNull("last_setup_error");
        var card = state.card(setup.paymentMethod().orElseThrow());
        if (!card.challenge()) {
            return settled(setup, card, cause);
        }
        setup.status("requires_action");
        var redirect = setup.object()
                .putObject("next_action")
                .put("type", "redirect_to_url")
                .putObject("redirect_to_url");
        redirect.put("url", cause.base().resolve("/stripe/3ds/" + setup.id()).toString());
        setup.returnUrl().ifPresentOrElse(url -> redirect.put("return_url", url), () -> redirect.putNull("return_url"));
        save(setup);
        tell("requires_action", setup, cause);
        return setup.object();
    }

    private ObjectNode settled(Intent setup, TestCard card, Cause cause) {
        if (card.keeping().isPresent()) {
            throw StripeError.setupDeclined(setup, fail(setup, card.keeping().get(), cause));
        }
        setup.status("succeeded");
        setup.object().putNull("next_action");
        save(setup);
        setup.customer()
                .ifPresent(customer -> customers.keep(setup.paymentMethod().orElseThrow(), customer, cause));
        tell("succeeded", setup, cause);
        return setup.object();
    }

    /** @return the card error */
    private ObjectNode fail(Intent setup, TestCard.Decline decline, Cause cause) {
        var error = Charges.cardError(decline, Optional.empty());
        setup.status("requires_payment_method");
        setup.object().putNull("payment_method").putNull("next_action").set("last_setup_error", error);
        save(setup);
        tell("setup_failed", setup, cause);
        return error;
    }

    /** What the payer did on the challenge's page; nothing when nobody waits for it. */
    void challenged(Intent setup, boolean passed, Cause cause) {
        if (!setup.status().equals("requires_action")) {
            return;
        }
        if (passed) {
            settled(setup, state.card(setup.paymentMethod().orElseThrow()), cause);
        } else {
            fail(setup, TestCard.SETUP_AUTHENTICATION_FAILED, cause);
        }
    }

    ObjectNode cancel(Intent setup, Params params, Cause cause) {
        var reason = params.oneOf("cancellation_reason", CANCEL_REASONS);
        params.refuseUnknown();
        requireStatus(setup, "canceled");
        setup.status("canceled");
        var object = setup.object().putNull("next_action");
        reason.ifPresent(given -> object.put("cancellation_reason", given));
        save(setup);
        tell("canceled", setup, cause);
        return object;
    }

    private static void requireStatus(Intent setup, String what) {
        if (!CONFIRMABLE.contains(setup.status())) {
            throw StripeError.unexpectedSetupState(
                    setup,
                    "This SetupIntent could not be %s because it has a status of %s.".formatted(what, setup.status()));
        }
    }

    private void save(Intent setup) {
        state.setups().put(setup.id(), setup.row());
    }

    private void tell(String what, Intent setup, Cause cause) {
        events.tell("setup_intent." + what, setup.object(), setup.id(), cause);
    }
}
