package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeWebhookApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/webhook/stripe";

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private static String event(String id, String type, String object) {
        return """
                {"id":"%s","object":"event","type":"%s","data":{"object":%s}}""".formatted(id, type, object);
    }

    private static String intent(String ref, String paymentId) {
        return """
                {"id":"%s","object":"payment_intent","metadata":{"payment_id":"%s"}}""".formatted(ref, paymentId);
    }

    private static String eventId() {
        return "evt_" + UUID.randomUUID().toString().replace("-", "");
    }

    private Answer deliver(String body, Instant signedAt) {
        return send("POST", PATH, body, SANDBOX.stripe().sign(body.getBytes(StandardCharsets.UTF_8), signedAt));
    }

    private Document stored(String eventId) {
        return mongo.findById("stripe:" + eventId, Document.class, MongoNotices.COLLECTION);
    }

    private void awaitState(String eventId, StoredNotice.State state) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stored(eventId).getString("state")).isEqualTo(state.name()));
    }

    @Test
    void theSandboxsOwnWebhooksAreStoredAndChangeNothingThatIsKnown() {
        var id = authorized();
        capture(id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(ref(id)))
                        .isNotEmpty()
                        .allSatisfy(
                                webhook -> assertThat(stored(webhook.path("id").asString()))
                                        .isNotNull()
                                        .containsEntry("state", "PROCESSED")));
        assertThat(payment(id).string("state")).isEqualTo("CAPTURED");
        await().atMost(SOON).untilAsserted(() -> assertThat(events(id)).hasSize(3));
    }

    @Test
    void aSecondDeliveryIsAcknowledgedAndDoesNothing() {
        var id = created();
        var event = eventId();
        var body = event(event, "payment_intent.created", intent(ref(id), id));
        assertThat(deliver(body, now()).json().path("duplicate").asBoolean()).isFalse();
        awaitState(event, StoredNotice.State.PROCESSED);
        var again = deliver(body, now());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(stored(event).getInteger("tries")).isEqualTo(1);
        assertThat(stored(event).getString("body")).isEqualTo(body);
    }

    @Test
    void whatStripeDidNotSignIsRefusedAndNotStored() {
        var event = eventId();
        var body = event(event, "payment_intent.succeeded", intent("pi_1", "pay_1"));
        assertThat(deliver(body, now().minus(Duration.ofMinutes(6))).string("code"))
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(deliver(body, now().plus(Duration.ofMinutes(6))).status()).isEqualTo(400);
        assertThat(send("POST", PATH, body, Map.of()).status()).isEqualTo(400);
        assertThat(send("POST", PATH, body, Map.of("Stripe-Signature", "t=abc,v1=1"))
                        .status())
                .isEqualTo(400);
        var signed = SANDBOX.stripe().sign(body.getBytes(StandardCharsets.UTF_8), now());
        assertThat(send("POST", PATH, body + " ", signed).status()).isEqualTo(400);
        assertThat(stored(event)).isNull();
    }

    @Test
    void aSignedBodyThatIsNoEventIsRefused() {
        assertThat(deliver("{\"id\":1}", now()).string("code")).isEqualTo("MALFORMED_JSON");
        assertThat(deliver("nothing", now()).status()).isEqualTo(400);
    }

    @Test
    void aLargeBodyIsRefused() {
        var body = event(eventId(), "payment_intent.created", "{\"x\":\"" + "x".repeat(256 * 1024) + "\"}");
        assertThat(deliver(body, now()).status()).isEqualTo(413);
    }

    @Test
    void whatIsNotAboutAPaymentIsKeptAndNotActedOn() {
        var event = eventId();
        deliver(event(event, "customer.created", "{\"id\":\"cus_1\",\"object\":\"customer\"}"), now());
        assertThat(stored(event).getString("state")).isEqualTo("NOT_OURS");
    }

    @Test
    void theBodyIsAHintAndOnlyStripeItselfIsBelieved() {
        var id = created();
        var event = eventId();
        deliver(event(event, "payment_intent.succeeded", intent(ref(id), id)), now());
        awaitState(event, StoredNotice.State.PROCESSED);
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
    }

    @Test
    void oneWhosePaymentIsNotKnownYetWaitsForIt() {
        var event = eventId();
        var id = created();
        var ref = ref(id);
        var payment = mongo.findById(id, Document.class, "payments");
        mongo.remove(payment, "payments");
        deliver(event(event, "payment_intent.created", intent(ref, id)), now());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stored(event).getInteger("tries")).isGreaterThan(1));
        assertThat(stored(event).getString("state")).isEqualTo("RECEIVED");
        mongo.insert(payment, "payments");
        awaitState(event, StoredNotice.State.PROCESSED);
    }

    @Test
    void oneThatACrashLeftBehindIsTakenUp() {
        var id = created();
        var event = eventId();
        var now = Date.from(now());
        mongo.insert(
                new Document("_id", "stripe:" + event)
                        .append("provider", "stripe")
                        .append("eventId", event)
                        .append("type", "payment_intent.created")
                        .append("ref", ref(id))
                        .append("receivedAt", now)
                        .append("tries", 0)
                        .append("state", "RECEIVED")
                        .append("dueAt", now),
                MongoNotices.COLLECTION);
        awaitState(event, StoredNotice.State.PROCESSED);
    }

    @ParameterizedTest
    @CsvSource({"complete, AUTHORIZED", "fail, FAILED"})
    void whatThePayerDidAtTheBankIsHeardOfByWebhook(String outcome, String state) throws Exception {
        var id = created();
        var answer = confirm(id, "pm_card_threeDSecure2Required");
        var url = URI.create(answer.json().path("nextAction").path("url").asString());
        try (var browser = HttpClient.newHttpClient()) {
            browser.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("outcome=" + outcome))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo(state));
    }

    @Tag("slow")
    @Test
    void duplicatedAndReorderedDeliveriesEndInOneCapture() {
        plan(Fault.Kind.DUPLICATE_WEBHOOK, "payment_intent", 0, 2);
        plan(Fault.Kind.REORDER_WEBHOOKS, "payment_intent", 0, 1);
        var id = authorized();
        capture(id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(ref(id)))
                        .isNotEmpty()
                        .allSatisfy(
                                webhook -> assertThat(stored(webhook.path("id").asString()))
                                        .isNotNull()
                                        .containsEntry("state", "PROCESSED")));
        await().atMost(SOON).untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat(events(id))
                .filteredOn(PaymentEvent.Captured.class::isInstance)
                .hasSize(1);
    }
}
