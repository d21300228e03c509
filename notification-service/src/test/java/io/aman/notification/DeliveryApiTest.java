package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.local.sandbox.provider.WebhookTarget;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.EmailAddress;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages through played providers that tell what becomes of them, and what administrators see and do. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@Unindexed(
        collection = "deliveries",
        fields = {"type", "channel", "state", "userId", "_id", "sealed"},
        reason = "a list is bounded by its times, what is to be forgotten by when it failed")
class DeliveryApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicReference<HttpTarget> SERVICE = new AtomicReference<>();
    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxOptions.forTests().sendingTo(new Relay()));

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
    private final String person = Ids.random("usr_");
    private final String number =
            "+96551" + String.format(Locale.ROOT, "%06d", Math.floorMod(person.hashCode(), 1_000_000));

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
        registry.add("spring.mail.port", () -> "1");
    }

    @BeforeEach
    void connect() {
        SERVICE.set(new HttpTarget(URI.create("http://127.0.0.1:" + port)));
    }

    @AfterEach
    void calm() {
        SANDBOX.faults().clear();
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void aShortMessageIsDeliveredAsItsCarrierSays(CapturedOutput log) {
        var id = send("sms", new PhoneNumber(number), Category.SECURITY, null);

        var delivery = awaitState(id, "DELIVERED");

        assertThat(delivery.path("sends").path(0).path("provider").asString()).isEqualTo("twilio");
        assertThat(delivery.path("sends").path(0).path("reference").asString()).matches("SM[0-9a-f]{32}");
        assertThat(delivery.toString()).doesNotContain(number).contains("***" + number.substring(10));
        assertThat(log.getAll()).doesNotContain(number.substring(1));
    }

    @Test
    void whatItsCarrierGivesUpIsUndeliveredAndTheNumberSuppressed() {
        var dead = new PhoneNumber("+15005550010");
        var id = send("sms", dead, Category.PAYMENTS, null);
        awaitState(id, "UNDELIVERED");

        var next = send("sms", dead, Category.PAYMENTS, null);
        assertThat(awaitState(next, "FAILED").path("reason").asString()).isEqualTo("suppressed:sms-30005");
        var code = send("sms", dead, Category.SECURITY, null);
        awaitState(code, "UNDELIVERED");

        var listed = get("/api/notifications/suppressions").path("items").path(0);
        assertThat(listed.path("reason").asString()).isEqualTo("sms-30005");
        assertThat(listed.toString()).doesNotContain("5005550010");
        var entry = "/api/notifications/suppressions/" + listed.path("id").asString();
        assertThat(admin("DELETE", entry, null).statusCode()).isEqualTo(204);
        assertThat(admin("DELETE", entry, null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DUPLICATE_WEBHOOK", "REORDER_WEBHOOKS", "DELAY_WEBHOOK", "DROP_WEBHOOK"})
    void whateverHappensToStatusesOnTheirWayTheMessageIsDelivered(Fault.Kind kind) {
        SANDBOX.faults()
                .add(new Fault("meta", kind, Optional.empty(), Pattern.compile("sent"), Duration.ofMillis(100), 0), 1);

        var id = send("whatsapp", whatsApp(), Category.PAYMENTS, null);

        assertThat(awaitState(id, "DELIVERED").path("sends").size()).isOne();
    }

    @Test
    void aReaderIsNotedAndNothingGoesBack() {
        var id = send("whatsapp", whatsApp(), Category.PAYMENTS, null);
        var reference = awaitState(id, "DELIVERED")
                .path("sends")
                .path(0)
                .path("reference")
                .asString();

        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"read\"}");
        awaitState(id, "READ");
        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"sent\"}");
        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"failed\",\"code\":131026}");

        Awaitility.await()
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(reference))
                        .hasSize(5)
                        .allMatch(told -> told.path("state").asString().equals("DELIVERED")));
        assertThat(delivery(id).path("state").asString()).isEqualTo("READ");
    }

    @Test
    void whoIsNotOnWhatsAppIsFailedAndSuppressed() {
        var id = send("whatsapp", new WhatsAppNumber("whatsapp:+15005550020"), Category.PAYMENTS, null);

        awaitState(id, "FAILED");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(get("/api/notifications/suppressions").toString())
                                .contains("whatsapp-131026"));
    }

    @Test
    void whoWroteLatelyIsSentPlainText() {
        var writer = whatsApp();
        command("/_sandbox/meta/inbound", "{\"from\":\"%s\"}".formatted(number.substring(1)));
        Awaitility.await()
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(number.substring(1)))
                        .anyMatch(told -> told.path("state").asString().equals("DELIVERED")));

        var id = queued("whatsapp", writer, Category.ACCOUNT, "password-changed", null);

        awaitState(id, "DELIVERED");
        assertThat(SANDBOX.meta()
                        .messages(number.substring(1))
                        .getFirst()
                        .path("type")
                        .asString())
                .isEqualTo("text");
    }

    @Test
    void aWebhookThatNobodySignedChangesNothing() {
        var id = send("sms", new PhoneNumber(number), Category.SECURITY, null);
        awaitState(id, "DELIVERED");
        var path = "/api/notifications/webhook/twilio?delivery=%s&attempt=1&provider=twilio".formatted(id);
        var form = "MessageSid=SM" + "0".repeat(32) + "&MessageStatus=read&To=" + number;

        for (var signature : new String[] {"", "AAAA", "RSOYDt4T1cUTdK1PDd93/VVr8B8="}) {
            var answer = post(path, form, "X-Twilio-Signature", signature);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("INVALID_SIGNATURE").doesNotContain(number);
        }
        assertThat(delivery(id).path("state").asString()).isEqualTo("DELIVERED");
        assertThat(post("/api/notifications/webhook/whatsapp", "{}", "X-Hub-Signature-256", "sha256=00")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(path, "a".repeat(70_000), "X-Twilio-Signature", "AAAA").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"true, subscribe, 200", "false, subscribe, 403", "true, unsubscribe, 403"})
    void metaIsAnsweredItsChallengeIfItKnowsTheToken(boolean knows, String mode, int status) {
        var token = knows ? SANDBOX.meta().keys().verifyToken() : "guessed";
        var answer = exchange(HttpRequest.newBuilder(uri("/api/notifications/webhook/whatsapp?hub.mode=" + mode
                + "&hub.challenge=1158201444&hub.verify_token=" + token)));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.body()).isEqualTo("1158201444");
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        }
    }

    @Test
    void whatWaitsIsTakenBackAndWhatFailedIsSentAnew() {
        var later = send(
                "sms", new PhoneNumber(number), Category.PAYMENTS, Instant.now().plusSeconds(3600));
        var cancel = "/api/notifications/deliveries/" + later + "/cancel";
        assertThat(admin("POST", cancel, "{\"reason\":\"a mistake\"}").body()).contains("\"state\":\"CANCELED\"");
        assertThat(admin("POST", cancel, "{\"reason\":\"a mistake\"}").statusCode())
                .isEqualTo(409);

        SANDBOX.faults()
                .add(
                        new Fault("meta", Fault.Kind.STATUS, Optional.empty(), Pattern.compile(""), Duration.ZERO, 400),
                        1);
        var failed = send("whatsapp", whatsApp(), Category.PAYMENTS, null);
        awaitState(failed, "FAILED");
        var resend = "/api/notifications/deliveries/" + failed + "/resend";
        assertThat(admin("POST", resend, "{}").statusCode()).isEqualTo(400);
        assertThat(admin("POST", resend, "{\"reason\":\"template repaired\"}").statusCode())
                .isEqualTo(200);
        var delivered = awaitState(failed, "DELIVERED");
        assertThat(delivered.path("trail").path(0).path("reason").asString()).isEqualTo("template repaired");
        assertThat(delivered.path("trail").path(0).path("by").asString()).isEqualTo("user:usr_admin");
        assertThat(admin("POST", resend, "{\"reason\":\"again\"}").statusCode()).isEqualTo(409);
        assertThat(admin("POST", "/api/notifications/deliveries/dlv_x/resend", "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void deliveriesAreListedCountedAndErasedWithTheirPerson() {
        var id = send("sms", new PhoneNumber(number), Category.PAYMENTS, null);
        awaitState(id, "DELIVERED");

        var found = get("/api/notifications/deliveries?userId=" + person + "&state=DELIVERED&channel=sms");
        assertThat(found.path("items").size()).isOne();
        assertThat(get("/api/notifications/deliveries?userId=" + person + "&state=READ")
                        .path("items")
                        .size())
                .isZero();
        assertThat(get("/api/notifications/deliveries/counts").toString()).contains("payment-receipt");
        assertThat(get("/api/notifications/deliveries/providers").toString())
                .contains("\"twilio\"", "\"meta\"", "\"smtp\"", "CLOSED");

        assertThat(admin("DELETE", "/api/notifications/people/" + person, null).statusCode())
                .isEqualTo(204);
        assertThat(admin("GET", "/api/notifications/deliveries/" + id, null).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
                "?state=LOST",
                "?limit=0",
                "?cursor=x",
                "/counts?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z"
            })
    void aListThatIsAskedForWronglyIsRefused(String query) {
        assertThat(admin("GET", "/api/notifications/deliveries" + query, null).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /deliveries",
                "GET /deliveries/counts",
                "GET /deliveries/providers",
                "GET /deliveries/dlv_1",
                "POST /deliveries/dlv_1/resend",
                "POST /deliveries/dlv_1/cancel",
                "DELETE /people/usr_1",
                "GET /suppressions",
                "POST /suppressions",
                "DELETE /suppressions/adr_1"
            })
    void onlyAdministratorsSeeOrDoAnyOfIt(String operation) {
        var words = operation.split(" ");
        var request = HttpRequest.newBuilder(uri("/api/notifications" + words[1]))
                .header("Authorization", TestTokens.bearer(person))
                .header("Content-Type", "application/json")
                .method(words[0], BodyPublishers.ofString("{\"reason\":\"x\",\"address\":\"a@b.c\"}"));

        assertThat(exchange(request).statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorSuppressesAnAddressWithoutItBeingTold(CapturedOutput log) {
        var address = person + "@example.com";
        var body = "{\"address\":\"%s\",\"reason\":\"complained\"}".formatted(address);

        assertThat(admin("POST", "/api/notifications/suppressions", body).body())
                .contains("\"added\":true");
        assertThat(admin("POST", "/api/notifications/suppressions", body).body())
                .contains("\"added\":false");
        assertThat(get("/api/notifications/suppressions").toString())
                .contains("complained", "u***@example.com")
                .doesNotContain(address);
        var id = send("email", new EmailAddress(address), Category.ACCOUNT, null);
        assertThat(awaitState(id, "FAILED").path("reason").asString()).isEqualTo("suppressed:complained");
        assertThat(admin("POST", "/api/notifications/suppressions", "{\"address\":\"+1\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(log.getAll()).doesNotContain(address);
    }

    private WhatsAppNumber whatsApp() {
        return WhatsAppNumber.of(new PhoneNumber(number));
    }

    private String send(String channel, Address to, Category category, @Nullable Instant notBefore) {
        return queued(channel, to, category, "payment-receipt", notBefore);
    }

    private String queued(String channel, Address to, Category category, String type, @Nullable Instant notBefore) {
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

    private JsonNode awaitState(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(delivery(id).path("state").asString()).isEqualTo(state));
        return delivery(id);
    }

    private JsonNode delivery(String id) {
        return get("/api/notifications/deliveries/" + id);
    }

    private JsonNode get(String path) {
        var answer = admin("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> admin(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", TestTokens.bearer("usr_admin", "notification.admin"))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return exchange(request);
    }

    private HttpResponse<String> post(String path, String body, String header, String value) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return exchange(value.isEmpty() ? request : request.header(header, value));
    }

    private void command(String path, String body) {
        var answer =
                exchange(HttpRequest.newBuilder(SANDBOX.baseUrl().resolve(path)).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
