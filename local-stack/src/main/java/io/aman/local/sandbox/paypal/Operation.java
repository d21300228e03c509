package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.paypal.Contract.Document;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A call that changes something: its path, what its body must fit, and how long its PayPal-Request-Id is kept. */
enum Operation {
    CREATE_ORDER("/v2/checkout/orders()", Document.ORDERS, "order_request", Duration.ofHours(6)),
    AUTHORIZE_ORDER(
            "/v2/checkout/orders/([^/]+)/authorize", Document.ORDERS, "order_authorize_request", Duration.ofHours(6)),
    CAPTURE_ORDER("/v2/checkout/orders/([^/]+)/capture", Document.ORDERS, "order_capture_request", Duration.ofHours(6)),
    CAPTURE("/v2/payments/authorizations/([^/]+)/capture", Document.PAYMENTS, "capture_request", Duration.ofDays(45)),
    REAUTHORIZE(
            "/v2/payments/authorizations/([^/]+)/reauthorize",
            Document.PAYMENTS,
            "reauthorize_request",
            Duration.ofDays(45)),
    REFUND("/v2/payments/captures/([^/]+)/refund", Document.PAYMENTS, "refund_request", Duration.ofDays(45)),
    CREATE_SETUP_TOKEN("/v3/vault/setup-tokens()", Document.VAULT, "setup_token_request", Duration.ofHours(3)),
    CREATE_PAYMENT_TOKEN("/v3/vault/payment-tokens()", Document.VAULT, "payment_token_request", Duration.ofHours(3));

    private final Pattern path;
    private final Document document;
    private final String component;
    private final Duration kept;

    Operation(String path, Document document, String component, Duration kept) {
        this.path = Pattern.compile(path);
        this.document = document;
        this.component = component;
        this.kept = kept;
    }

    static Optional<Operation> at(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.path.matcher(path).matches())
                .findFirst();
    }

    /** The id in such a path, empty where it has none. */
    String id(String path) {
        var matcher = this.path.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    Document document() {
        return document;
    }

    String component() {
        return component;
    }

    Duration kept() {
        return kept;
    }

    boolean isOfOrder() {
        return document == Document.ORDERS;
    }

    boolean isOfVault() {
        return document == Document.VAULT;
    }
}
