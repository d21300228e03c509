package io.aman.local.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What payment-service is told of its providers: the sandbox, or the real ones where their keys are given. */
final class ProviderSettings {

    /** With these in the environment payment-service talks to the real providers, and payers come back to the real shop; no other part sees them. */
    static final Set<String> VARIABLES = Set.of(
            "STRIPE_API_KEY",
            "STRIPE_WEBHOOK_SECRET",
            "STRIPE_BASE_URL",
            "PAYPAL_CLIENT_ID",
            "PAYPAL_CLIENT_SECRET",
            "PAYPAL_WEBHOOK_ID",
            "PAYPAL_BASE_URL",
            "KNET_BASE_URL",
            "KNET_TRANPORTAL_ID",
            "KNET_TRANPORTAL_PASSWORD",
            "KNET_RESOURCE_KEY",
            "KNET_RESPONSE_URL",
            "PAYMENT_RETURN_URL");

    private final Ports ports;
    private final Given given;
    private final Map<String, String> properties = new HashMap<>();

    ProviderSettings(Ports ports, Given given) {
        this.ports = ports;
        this.given = given;
    }

    Map<String, String> properties() {
        given.take("PAYMENT_RETURN_URL", "payment.returns.default", properties);
        stripe();
        paypal();
        knet();
        return Map.copyOf(properties);
    }

    private void stripe() {
        var prefix = "payment.provider.stripe.";
        properties.put(prefix + "base-url", ports.sandboxUri() + "/stripe");
        if (given.has("STRIPE_API_KEY")) {
            properties.put(prefix + "base-url", "https://api.stripe.com");
        }
        given.take("STRIPE_API_KEY", prefix + "api-key", properties);
        given.take("STRIPE_BASE_URL", prefix + "base-url", properties);
        given.take("STRIPE_WEBHOOK_SECRET", prefix + "webhook-secret", properties);
    }

    /** Real credentials are for PayPal's own sandbox unless the base URL says otherwise. */
    private void paypal() {
        var prefix = "payment.provider.paypal.";
        properties.put(prefix + "base-url", ports.sandboxUri() + "/paypal");
        if (given.has("PAYPAL_CLIENT_ID")) {
            properties.put(prefix + "base-url", "https://api-m.sandbox.paypal.com");
            // instead of this installation's authority: those the JDK trusts
            properties.put(prefix + "trusted-certificates", "");
        }
        given.take("PAYPAL_CLIENT_ID", prefix + "client-id", properties);
        given.take("PAYPAL_CLIENT_SECRET", prefix + "client-secret", properties);
        given.take("PAYPAL_WEBHOOK_ID", prefix + "webhook-id", properties);
        given.take("PAYPAL_BASE_URL", prefix + "base-url", properties);
    }

    private void knet() {
        var prefix = "payment.provider.knet.";
        properties.put(prefix + "base-url", ports.sandboxUri() + "/knet");
        properties.put(prefix + "response-url", ports.gatewayUri() + "/api/payments/webhook/knet");
        for (var name : List.of("base-url", "tranportal-id", "tranportal-password", "resource-key", "response-url")) {
            given.take("KNET_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), prefix + name, properties);
        }
    }
}
