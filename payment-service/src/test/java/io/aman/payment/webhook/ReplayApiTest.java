package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.payment.SandboxedService;
import io.aman.testing.TestTokens;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplayApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/webhooks/replays";

    private Answer order(String body) {
        return order(PATH, body);
    }

    @Test
    void whoSignedInLongAgoOrdersNoReplay() {
        var longAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1)).getEpochSecond();
        var token = TestTokens.token("usr_op").permissions("payment.admin").claim("auth_time", longAgo);
        var refused = send(
                "POST",
                PATH,
                byId("evt_1", true),
                Map.of(
                        "Authorization",
                        "Bearer " + token.sign(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.string("code")).isEqualTo("STEP_UP_REQUIRED");
    }

    private JsonNode replayed(String body) {
        var ordered = order(body);
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
        var path = ordered.http().headers().firstValue("Location").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin").string("finishedAt"))
                        .isNotEmpty());
        return get(path, "payment.admin").json();
    }

    private static String byId(String eventId, boolean dryRun) {
        return "{\"ids\":[\"stripe:%s\"],\"dryRun\":%s}".formatted(eventId, dryRun);
    }

    /** As a version of ours stored it that did not know refunds. */
    private String storedByOlderCode(String id) {
        var event = "evt_" + UUID.randomUUID().toString().replace("-", "");
        var body = """
                {"id":"%s","object":"event","type":"refund.created",
                "data":{"object":{"id":"re_1","object":"refund","payment_intent":"%s"}}}""".formatted(event, ref(id));
        mongo.insert(
                new Document("_id", "stripe:" + event)
                        .append("provider", "stripe")
                        .append("eventId", event)
                        .append("type", "refund.created")
                        .append("about", "SOMETHING_ELSE")
                        .append("ref", "re_1")
                        .append("receivedAt", Date.from(now()))
                        .append("body", body)
                        .append("tries", 0)
                        .append("state", "NOT_OURS"),
                MongoNotices.COLLECTION);
        return event;
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    /** With 2.500 KWD given back in Stripe's dashboard, of which no webhook told. */
    private String refundedUnheard() throws Exception {
        unheard();
        var id = authorized();
        capture(id);
        var uri = SANDBOX.baseUrl().resolve("/_sandbox/stripe/payment_intents/" + ref(id) + "/refund");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .POST(BodyPublishers.ofString("{\"amount\":2500}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        return id;
    }

    @Test
    void aDryRunTellsWhatTodaysCodeWouldChangeAndARealOneChangesIt() throws Exception {
        var id = refundedUnheard();
        var event = storedByOlderCode(id);

        var dry = replayed(byId(event, true));
        assertThat(dry.path("dryRun").asBoolean()).isTrue();
        assertThat(dry.path("differing").asInt()).isEqualTo(1);
        var row = dry.path("items").get(0);
        assertThat(row.path("result").asString()).isEqualTo("DIFFERS");
        assertThat(row.path("paymentId").asString()).isEqualTo(id);
        assertThat(row.path("reading").toString())
                .contains("{\"field\":\"about\",\"before\":\"SOMETHING_ELSE\",\"after\":\"REFUND\"}");
        assertThat(row.path("payment").toString())
                .contains("{\"field\":\"state\",\"before\":\"CAPTURED\",\"after\":\"PARTIALLY_REFUNDED\"}");
        assertThat(payment(id).string("state")).isEqualTo("CAPTURED");
        assertThat(mongo.findById("stripe:" + event, Document.class, MongoNotices.COLLECTION))
                .containsEntry("state", "NOT_OURS")
                .containsEntry("about", "SOMETHING_ELSE");

        assertThat(replayed(byId(event, false)).path("items").get(0).path("payment"))
                .isEqualTo(row.path("payment"));
        assertThat(payment(id).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(mongo.findById("stripe:" + event, Document.class, MongoNotices.COLLECTION))
                .containsEntry("state", "PROCESSED")
                .containsEntry("about", "REFUND");
        assertThat(audit(id).toString()).contains("system:webhook-replay");

        var again = replayed(byId(event, false));
        assertThat(again.path("same").asInt()).isEqualTo(1);
        assertThat(again.path("items")).isEmpty();
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(2_500);
    }

    @Test
    void aNoticeThatWasGivenUpIsTakenUpByARealReplay() throws Exception {
        var id = refundedUnheard();
        var event = storedByOlderCode(id);
        var notice = mongo.findById("stripe:" + event, Document.class, MongoNotices.COLLECTION);
        mongo.save(notice.append("state", "GIVEN_UP").append("about", "REFUND").append("ref", ref(id)), "notices");
        var listed = get("/api/payments/webhooks?provider=stripe&state=GIVEN_UP", "payment.admin");
        assertThat(listed.text()).contains(event).doesNotContain("body", "data");
        replayed(byId(event, false));
        assertThat(payment(id).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(get("/api/payments/webhooks?state=GIVEN_UP", "payment.admin").text())
                .doesNotContain(event);
    }

    @Test
    void aWindowIsReplayedOldestFirstAndShownInPages() {
        var id = created();
        var from = now();
        for (var n = 0; n < 3; n++) {
            storedByOlderCode(id);
        }
        var window =
                "{\"from\":\"%s\",\"to\":\"%s\",\"type\":\"refund.created\"}".formatted(from, now().plusSeconds(5));
        var replay = replayed(window);
        assertThat(replay.path("read").asInt()).isEqualTo(3);
        var path = PATH + "/" + replay.path("id").asString();
        var first = get(path + "?limit=2", "payment.admin").json();
        assertThat(first.path("items")).hasSize(2);
        var cursor = first.path("nextCursor").asString();
        var rest = get(path + "?limit=2&cursor=" + cursor, "payment.admin").json();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("nextCursor").isMissingNode()
                        || rest.path("nextCursor").isNull())
                .isTrue();
        assertThat(rest.path("items").get(0).path("noticeId"))
                .isEqualTo(replay.path("items").get(2).path("noticeId"));

        var page = get("/api/payments/webhooks?type=refund.created&limit=1", "payment.admin")
                .json();
        var older = get(
                "/api/payments/webhooks?type=refund.created&limit=1&cursor="
                        + page.path("nextCursor").asString(),
                "payment.admin");
        assertThat(older.json().path("items").get(0).path("id"))
                .isNotEqualTo(page.path("items").get(0).path("id"));
    }

    @Test
    void whatTodaysCodeDoesNotTakeIsToldAndAPaymentThatIsNotKnownToo() {
        var event = storedByOlderCode(created());
        var notice = mongo.findById("stripe:" + event, Document.class, MongoNotices.COLLECTION);
        mongo.save(notice.append("body", "nothing"), "notices");
        assertThat(replayed(byId(event, true))
                        .path("items")
                        .get(0)
                        .path("result")
                        .asString())
                .isEqualTo("REFUSED");
        notice.remove("body");
        mongo.save(notice, "notices");
        assertThat(replayed(byId(event, false))
                        .path("items")
                        .get(0)
                        .path("result")
                        .asString())
                .isEqualTo("BODY_ERASED");
        mongo.save(notice.append("body", """
                {"id":"%s","object":"event","type":"refund.created",
                "data":{"object":{"id":"re_1","object":"refund","payment_intent":"pi_other"}}}""".formatted(event)), "notices");
        var unknown = replayed(byId(event, false));
        assertThat(unknown.path("failed").asInt()).isEqualTo(1);
        assertThat(unknown.path("items").get(0).path("result").asString()).isEqualTo("PAYMENT_UNKNOWN");
    }

    @Test
    void onlyOperatorsMayAndOnlyWithASelection() {
        assertThat(post(PATH, key(), "{\"ids\":[\"stripe:evt_1\"]}").status()).isEqualTo(403);
        assertThat(get("/api/payments/webhooks", "payment.view").status()).isEqualTo(403);
        assertThat(order("{}").string("code")).isEqualTo("INVALID_SELECTION");
        assertThat(order("{\"from\":\"2026-11-02T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\"}")
                        .string("code"))
                .isEqualTo("INVALID_SELECTION");
        assertThat(order("{\"ids\":[]}").status()).isEqualTo(400);
        assertThat(get(PATH + "/rpl_none", "payment.admin").string("code")).isEqualTo("REPLAY_NOT_FOUND");
        assertThat(get("/api/payments/webhooks?cursor=bm9uZQ", "payment.admin").status())
                .isEqualTo(400);
    }
}
