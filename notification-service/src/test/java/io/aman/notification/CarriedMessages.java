package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.local.sandbox.provider.WebhookTarget;
import io.aman.notification.channel.email.Bounces;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.delivery.ScriptedSmtp;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.Ids;
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
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with played carriers beside it, which tell it what becomes of its messages; one for all tests. */
@ServiceTest
@Unindexed(
        collection = "deliveries",
        fields = {"type", "channel", "state", "userId", "_id", "sealed"},
        reason = "a list is bounded by its times, what is to be forgotten by when it failed")
abstract class CarriedMessages {

    static final JsonMapper JSON = new JsonMapper();
    private static final AtomicReference<HttpTarget> SERVICE = new AtomicReference<>();
    static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.forTests().sendingTo(new Relay()));

    static final ScriptedSmtp MAIL_SERVER = new ScriptedSmtp();
    static final String BOUNCE_TOKEN = "a-token-of-the-mail-server-s-pipe";

    /** The sandbox starts before the service has a port. */
    private static final class Relay implements WebhookTarget {

        @Override
        public int deliver(String provider, Map<String, String> headers, byte[] body) {
            throw new IllegalStateException("webhooks have addresses");
        }

        @Override
        public int deliver(String provider, String address, Map<String, String> headers, byte[] body)
                throws IOException, InterruptedException {
            return SERVICE.get().deliver(provider, address, headers, body);
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private DeliveryQueue queue;

    private final HttpClient http = HttpClient.newHttpClient();
    final String person = Ids.random("usr_");
    final String number = "+96551" + String.format(Locale.ROOT, "%06d", Math.floorMod(person.hashCode(), 1_000_000));

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        var twilio = "notification.sms.twilio.";
        registry.add(twilio + "base-url", SANDBOX::twilioUrl);
        registry.add(twilio + "account-sid", SANDBOX.twilio().keys()::accountSid);
        registry.add(twilio + "auth-token", SANDBOX.twilio().keys()::authToken);
        registry.add(twilio + "from", () -> "Aman");
        var meta = "notification.whatsapp.meta.";
        registry.add(meta + "base-url", SANDBOX::metaUrl);
        registry.add(meta + "phone-number-id", SANDBOX.meta().keys()::phoneNumberId);
        registry.add(meta + "access-token", SANDBOX.meta().keys()::accessToken);
        registry.add(meta + "app-secret", SANDBOX.meta().keys()::appSecret);
        registry.add(meta + "verify-token", SANDBOX.meta().keys()::verifyToken);
        registry.add("notification.whatsapp.templates.payment-receipt.name", () -> "payment_receipt");
        registry.add("notification.status.retry-after", () -> "50ms");
        registry.add("notification.status.sweep-interval", () -> "50ms");
        registry.add("spring.mail.port", MAIL_SERVER::port);
        registry.add("notification.email.bounces.address", () -> Bounces.MAILBOX);
        registry.add("notification.email.bounces.tokens", () -> BOUNCE_TOKEN);
    }

    @BeforeEach
    void connect() {
        SERVICE.set(new HttpTarget(URI.create("http://127.0.0.1:" + port)));
    }

    @AfterEach
    void calm() {
        SANDBOX.faults().clear();
    }

    WhatsAppNumber whatsApp() {
        return WhatsAppNumber.of(new PhoneNumber(number));
    }

    String send(String channel, Address to, Category category, @Nullable Instant notBefore) {
        return queued(channel, to, category, "payment-receipt", notBefore);
    }

    String queued(String channel, Address to, Category category, String type, @Nullable Instant notBefore) {
        var id = Ids.random("dlv_");
        queue.add(new Delivery(
                id,
                channel,
                person,
                type,
                category,
                Ids.random("evt_"),
                to,
                new Message(Language.ENGLISH, "Receipt", "You paid 1.000 KWD.", "You paid 1.000 KWD.\nBye", "<p></p>"),
                null,
                null,
                notBefore,
                null));
        return id;
    }

    JsonNode awaitState(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(delivery(id).path("state").asString()).isEqualTo(state));
        return delivery(id);
    }

    JsonNode delivery(String id) {
        return get("/api/notifications/deliveries/" + id);
    }

    JsonNode get(String path) {
        var answer = admin("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> admin(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", TestTokens.bearer("usr_admin", "notification.admin"))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return exchange(request);
    }

    HttpResponse<String> post(String path, String body, String header, String value) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return exchange(value.isEmpty() ? request : request.header(header, value));
    }

    void command(String path, String body) {
        var answer =
                exchange(HttpRequest.newBuilder(SANDBOX.baseUrl().resolve(path)).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
