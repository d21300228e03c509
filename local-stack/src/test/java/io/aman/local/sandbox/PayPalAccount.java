package io.aman.local.sandbox;

import io.aman.local.sandbox.provider.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** A sandbox with a merchant beside it that speaks plain HTTP, as PayPal's reference shows it. */
final class PayPalAccount extends SandboxClient {
    final Received received = new Received();
    final Sandbox sandbox;
    private final AtomicInteger keys = new AtomicInteger();
    private String token;

    /** What came back. */
    record Answer(int status, ObjectNode body, HttpResponse<String> response) {
        String id() {
            return text("/id");
        }

        String state() {
            return text("/status");
        }

        String issue() {
            return text("/details/0/issue");
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }

        String link(String rel) {
            for (var link : body.path("links")) {
                if (link.path("rel").asString().equals(rel)) {
                    return link.path("href").asString();
                }
            }
            throw new AssertionError("no link " + rel + " in " + body);
        }
    }

    PayPalAccount() {
        this(SandboxOptions.forTests());
    }

    PayPalAccount(SandboxOptions options) {
        super("paypal");
        sandbox = Sandbox.start(options.sendingTo(received));
        renewToken();
    }

    @Override
    Sandbox sandbox() {
        return sandbox;
    }

    void renewToken() {
        token = token("grant_type=client_credentials").text("/access_token");
    }

    Answer token(String form) {
        var credentials = sandbox.paypal().keys().clientId()
                + ":"
                + sandbox.paypal().keys().clientSecret();
        return token(credentials, form);
    }

    Answer token(String credentials, String form) {
        return send(HttpRequest.newBuilder(uri("/paypal/v1/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(uri("/paypal" + path)).header("Authorization", "Bearer " + token);
    }

    Answer get(String path) {
        return send(call(path));
    }

    Answer post(String path, String body) {
        return post(path, "key-" + keys.incrementAndGet(), body);
    }

    Answer post(String path, String key, String body) {
        return send(posting(path, key, body));
    }

    HttpRequest.Builder posting(String path, String key, String body) {
        return call(path)
                .header("PayPal-Request-Id", key)
                .header("Prefer", "return=representation")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    Answer command(String path, String body) {
        return send(HttpRequest.newBuilder(uri("/_sandbox/paypal/" + path)).POST(BodyPublishers.ofString(body)));
    }

    ObjectNode ledger(String order) {
        return sandbox.paypal().ledger(order);
    }

    static String order(String intent, String currency, String value) {
        return """
                {"intent": "%s",
                 "purchase_units": [{"custom_id": "pay_1", "amount": {"currency_code": "%s", "value": "%s"}}],
                 "payment_source": {"paypal": {"experience_context": {
                   "return_url": "https://shop.example/back?order=1", "cancel_url": "https://shop.example/away"}}}}
                """.formatted(intent, currency, value);
    }

    static String amount(String value) {
        return """
                {"amount": {"currency_code": "USD", "value": "%s"}}""".formatted(value);
    }

    /** An order that waits for its payer. */
    Answer created(String intent, String value) {
        return post("/v2/checkout/orders", order(intent, "USD", value));
    }

    /** An order that the payer has agreed to. */
    String approved(String intent, String value) {
        var id = created(intent, value).id();
        command("orders/" + id + "/approve", "");
        return id;
    }

    /** The order and its authorization. */
    List<String> authorized(String value) {
        var id = approved("AUTHORIZE", value);
        var answer = post("/v2/checkout/orders/" + id + "/authorize", "{}");
        return List.of(id, answer.text("/purchase_units/0/payments/authorizations/0/id"));
    }

    /** The order and its capture. */
    List<String> captured(String value) {
        var id = approved("CAPTURE", value);
        var answer = post("/v2/checkout/orders/" + id + "/capture", "{}");
        return List.of(id, answer.text("/purchase_units/0/payments/captures/0/id"));
    }

    Answer send(HttpRequest.Builder request) {
        var response = exchange(request);
        return new Answer(response.statusCode(), Json.parse(response.body()).orElseGet(Json::object), response);
    }
}
