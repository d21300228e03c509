package io.aman.payment;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.knet.HttpMerchant;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.payment.audit.AuditFixture;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import io.aman.testing.Unindexed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with the providers' sandbox beside it, whose webhooks come back over HTTP; one for all tests. */
@ServiceTest
@Unindexed(
        collection = "payments",
        fields = {"amount.amountMinor", "amount.currency", "shownState"},
        reason = "a search within one payer's own, in the order of its pages")
@Unindexed(collection = "invoiceSeries", reason = "one document for each series of numbers, a few a year")
@Unindexed(
        collection = "notices",
        fields = {"provider", "type", "state", "_id", "body"},
        reason = "the few about one payment, or an operator's search within a window of time")
public abstract class SandboxedService {

    private static final AtomicReference<HttpTarget> SERVICE = new AtomicReference<>();
    private static final AtomicReference<URI> BASE = new AtomicReference<>();
    private static final HttpMerchant MERCHANT = new HttpMerchant();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    protected static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.forTests()
            .sendingTo((provider, headers, body) -> {
                var service = SERVICE.get();
                if (service == null) {
                    throw new IOException("the service is not there yet");
                }
                return service.deliver(provider, headers, body);
            })
            .with((responseUrl, type, body) -> callback(responseUrl, type, body)));

    /** KNET calls the response URL that it was given, where nobody listens: the service's port is another one. */
    private static Merchant.Answer callback(URI responseUrl, String type, String body)
            throws IOException, InterruptedException {
        var base = BASE.get();
        if (base == null) {
            throw new IOException("the service is not there yet");
        }
        return MERCHANT.tell(base.resolve(responseUrl.getPath()), type, body);
    }

    @LocalServerPort
    private int port;

    @Autowired
    protected MongoOperations mongo;

    /** Somebody whom no other test knows. */
    protected final String payer = "usr_" + UUID.randomUUID();

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry properties) {
        var keys = SANDBOX.stripe().keys();
        Map.of(
                        "payment.provider.stripe.base-url", SANDBOX.stripeUrl().toString(),
                        "payment.provider.stripe.api-key", keys.apiKey(),
                        "payment.provider.stripe.webhook-secret", "whsec_next," + keys.webhookSecret(),
                        "payment.provider.stripe.connect-timeout", "500ms",
                        "payment.provider.stripe.read-timeout", "1400ms",
                        "payment.provider.guard.window", "1000",
                        "payment.attempt.check-after", "2s",
                        "payment.reconciliation.interval", "100ms",
                        "payment.webhook.sweep-interval", "100ms",
                        "payment.webhook.retry-after", "300ms")
                .forEach((name, value) -> properties.add(name, () -> value));
    }

    @DynamicPropertySource
    static void returnUrls(DynamicPropertyRegistry properties) {
        properties.add("payment.returns.default", () -> "https://shop.example/return");
        properties.add("payment.returns.app", () -> "https://app.example/paid?from=aman");
    }

    @DynamicPropertySource
    static void methods(DynamicPropertyRegistry properties) {
        properties.add("payment.method.check-after", () -> "2s");
        properties.add("payment.method.sweep-interval", () -> "100ms");
    }

    /** Whoever says how risky a payment is. */
    protected static final RiskDesk RISK = RiskDesk.start();

    @DynamicPropertySource
    static void risk(DynamicPropertyRegistry properties) {
        properties.add("aman.risk.base-url", RISK::uri);
        properties.add("aman.risk.within", () -> "20s"); // an answer is waited for, however busy the machine is
    }

    /** A provider that lies among the tests; it takes only what no other one does. */
    @DynamicPropertySource
    static void acme(DynamicPropertyRegistry properties) {
        properties.add("payment.provider.acme.base-url", () -> "https://acme.example");
    }

    @DynamicPropertySource
    static void audit(DynamicPropertyRegistry properties) {
        properties.add("payment.audit.key", () -> AuditFixture.KEY.reveal());
        properties.add("payment.erasure.sweep-interval", () -> "100ms");
        properties.add("payment.erasure.retry-after", () -> "200ms");
    }

    @DynamicPropertySource
    static void knet(DynamicPropertyRegistry properties) {
        var terminal = SANDBOX.knet().terminal();
        Map.of(
                        "base-url",
                        SANDBOX.knetUrl().toString(),
                        "tranportal-id",
                        terminal.id(),
                        "tranportal-password",
                        terminal.password(),
                        "resource-key",
                        terminal.resourceKey(),
                        "watch-interval",
                        "100ms",
                        "response-url",
                        "http://127.0.0.1:8080/api/payments/webhook/knet",
                        "connect-timeout",
                        "500ms",
                        "read-timeout",
                        "1s")
                .forEach((name, value) -> properties.add("payment.provider.knet." + name, () -> value));
    }

    @DynamicPropertySource
    static void paypal(DynamicPropertyRegistry properties) {
        var keys = SANDBOX.paypal().keys();
        Map.of(
                        "base-url",
                        SANDBOX.paypalUrl().toString(),
                        "client-id",
                        keys.clientId(),
                        "client-secret",
                        keys.clientSecret(),
                        "webhook-id",
                        keys.webhookId(),
                        "trusted-certificates",
                        keys.certificates().authorityPem(),
                        "connect-timeout",
                        "500ms",
                        "read-timeout",
                        "1s")
                .forEach((name, value) -> properties.add("payment.provider.paypal." + name, () -> value));
    }

    @BeforeEach
    void listen() {
        BASE.set(URI.create("http://127.0.0.1:" + port));
        SERVICE.set(new HttpTarget(URI.create("http://127.0.0.1:" + port)));
    }

    @AfterEach
    void everythingIsWellAgain() {
        SANDBOX.faults().clear();
    }

    /** An answer over HTTP. */
    protected record Answer(int status, String text, HttpResponse<String> http) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        public String string(String field) {
            return json().path(field).asString("");
        }
    }

    protected URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected Answer send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    protected Answer get(String path, String... permissions) {
        return send("GET", path, null, Map.of("Authorization", TestTokens.bearer(payer, permissions)));
    }

    protected Answer post(String path, String key, String body) {
        return postAs(payer, path, key, body);
    }

    protected Answer postAs(String user, String path, String key, String body) {
        return send(
                "POST",
                path,
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer(user, "payment.create", "payment.view"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key,
                        "X-Client-Address",
                        "203.0.113.7"));
    }

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected String created() {
        return post(
                        "/api/payments",
                        key(),
                        "{\"amountMinor\":12500,\"currency\":\"KWD\",\"provider\":\"stripe\",\"reference\":\"order-1\"}")
                .string("id");
    }

    protected Answer confirm(String id, String method) {
        return post("/api/payments/" + id + "/confirm", key(), "{\"paymentMethod\":\"" + method + "\"}");
    }

    protected Answer capture(String id) {
        return post("/api/payments/" + id + "/capture", key(), "{}");
    }

    protected String authorized() {
        var id = created();
        confirm(id, "pm_card_visa");
        return id;
    }

    protected Answer payment(String id) {
        return get("/api/payments/" + id, "payment.view");
    }

    protected JsonNode audit(String id) {
        return get("/api/payments/audit/" + id, "payment.audit").json().get("entries");
    }

    protected List<PaymentEvent> events(String id) {
        return EmbeddedKafka.events(Topics.PAYMENTS, id, PaymentEvent.class);
    }

    /** Stripe's id of a payment. */
    protected static String ref(String id) {
        return SANDBOX.stripe().payments().stream()
                .filter(intent -> intent.toString().contains(id))
                .map(intent -> intent.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /**
     * From here on no webhook of Stripe arrives. Planned before the payment itself: one that is on its way already
     * reads Stripe as it stands once it is here, what happened since included.
     */
    protected static void unheard() {
        plan(Fault.Kind.DROP_WEBHOOK, "", 0, 1000);
    }

    protected static void plan(Fault.Kind kind, String path, int status, int times) {
        plan("stripe", kind, path, status, times);
    }

    protected static void plan(String provider, Fault.Kind kind, String path, int status, int times) {
        SANDBOX.faults()
                .add(
                        new Fault(
                                provider, kind, Optional.empty(), Pattern.compile(path), Duration.ofSeconds(3), status),
                        times);
    }
}
