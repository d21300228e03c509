package io.aman.local.sandbox.stripe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads the parameters of POST /v1/payment_intents, other than {@code confirm}. */
final class NewIntent {
    private static final Set<String> CAPTURE_METHODS = Set.of("automatic", "automatic_async", "manual");
    private static final List<String> TEXTS =
            List.of("description", "receipt_email", "customer", "statement_descriptor", "statement_descriptor_suffix");

    private NewIntent() {}

    static Intent read(Params params, StripeState state) {
        var currency = Amounts.currency(params);
        var amount = Amounts.charge(params, currency);
        var object = state.make("payment_intent", "pi_")
                .put("amount", amount)
                .put("currency", currency)
                .put(
                        "capture_method",
                        params.oneOf("capture_method", CAPTURE_METHODS).orElse("automatic_async"))
                .put(
                        "confirmation_method",
                        params.oneOf("confirmation_method", Set.of("automatic", "manual"))
                                .orElse("automatic"));
        var secret = "%s_secret_%s"
                .formatted(object.path("id").asString(), state.ids().random(25));
        object.put("client_secret", secret);
        params.text("customer").ifPresent(state::requireCustomer);
        TEXTS.forEach(name -> params.text(name).ifPresent(value -> object.put(name, value)));
        acceptedMethods(params, object);
        params.oneOf("payment_method_options[card][request_multicapture]", Set.of("if_available", "never"))
                .ifPresent(value ->
                        object.withObject("/payment_method_options/card").put("request_multicapture", value));
        var intent = Intent.of(object);
        intent.merge(params.metadata());
        params.text("return_url").ifPresent(intent::returnUrl);
        var method = params.text("payment_method");
        method.ifPresent(given -> object.put("payment_method", state.method(given)));
        intent.status(method.isPresent() ? "requires_confirmation" : "requires_payment_method");
        return intent;
    }

    /** Without a list of types, the account's own settings decide: here cards. */
    private static void acceptedMethods(Params params, ObjectNode object) {
        var types = params.list("payment_method_types");
        var enabled = params.text("automatic_payment_methods[enabled]");
        params.flag("automatic_payment_methods[enabled]");
        var redirects = params.oneOf("automatic_payment_methods[allow_redirects]", Set.of("always", "never"));
        if (!types.isEmpty() && enabled.isPresent()) {
            throw StripeError.invalid("You may only specify one of these parameters: automatic_payment_methods,"
                    + " payment_method_types.");
        }
        if (!types.isEmpty() && !types.equals(List.of("card"))) {
            throw StripeError.parameter(
                    "parameter_invalid_string",
                    "payment_method_types",
                    "The payment method types %s are not activated for this account.".formatted(types));
        }
        if (types.isEmpty() && !enabled.equals(Optional.of("false"))) {
            var automatic = object.putObject("automatic_payment_methods").put("enabled", true);
            redirects.ifPresent(value -> automatic.put("allow_redirects", value));
        }
    }
}
