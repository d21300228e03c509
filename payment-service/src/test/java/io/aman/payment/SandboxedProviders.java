package io.aman.payment;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.knet.HttpMerchant;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.payment.audit.AuditFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The providers' sandbox, what the service is told of it, and who plays there; one for all tests. */
abstract class SandboxedProviders {

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

    /** Whoever says how risky a payment is. */
    protected static final RiskDesk RISK = RiskDesk.start();

    /** Checks begin long after a call was given up, else what they find out may be there before its answer. */
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
                        "payment.attempt.check-after", "4s",
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
        properties.add("payment.method.check-after", () -> "4s");
        properties.add("payment.method.sweep-interval", () -> "100ms");
    }

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

    /** Where the service listens: webhooks and callbacks go there from now on. */
    static void listenAt(URI service) {
        BASE.set(service);
        SERVICE.set(new HttpTarget(service));
    }

    @AfterEach
    void everythingIsWellAgain() {
        SANDBOX.faults().clear();
    }

    /** What the payer does on a provider's page; gives where the browser is sent then. */
    protected static String acts(String page, String outcome) {
        var request = HttpRequest.newBuilder(URI.create(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=" + outcome))
                .build();
        return exchange(request).headers().firstValue("Location").orElseThrow();
    }

    protected static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
