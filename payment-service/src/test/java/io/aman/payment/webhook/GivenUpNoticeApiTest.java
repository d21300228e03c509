package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.payment.SandboxedService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notice whose payment never becomes known, near the end of the day for which it is tried. */
class GivenUpNoticeApiTest extends SandboxedService {

    private static final Duration TRIED = Duration.ofDays(1);
    /** Tries come 300 ms after one another here. */
    private static final Duration LEFT = Duration.ofMillis(1_200);

    private final String event = "evt_" + UUID.randomUUID().toString().replace("-", "");
    private final String listed =
            "/api/payments/webhooks?provider=stripe&state=GIVEN_UP&from=" + now().minus(TRIED.plusMinutes(1));
    private String id;
    private Document payment;

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    @BeforeEach
    void nobodyKnowsThePayment() {
        id = created();
        var ref = ref(id);
        payment = mongo.findById(id, Document.class, "payments");
        mongo.remove(payment, "payments");
        var body = """
                {"id":"%s","object":"event","type":"payment_intent.created",
                "data":{"object":{"id":"%s","object":"payment_intent"}}}""".formatted(event, ref);
        mongo.insert(
                new Document("_id", "stripe:" + event)
                        .append("provider", "stripe")
                        .append("eventId", event)
                        .append("type", "payment_intent.created")
                        .append("about", "PAYMENT")
                        .append("ref", ref)
                        .append("receivedAt", Date.from(now().minus(TRIED).plus(LEFT)))
                        .append("body", body)
                        .append("tries", 0)
                        .append("state", "RECEIVED")
                        .append("dueAt", Date.from(now())),
                MongoNotices.COLLECTION);
    }

    private Document stored() {
        return mongo.findById("stripe:" + event, Document.class, MongoNotices.COLLECTION);
    }

    private void awaitGivenUp() {
        await().atMost(SOON).untilAsserted(() -> assertThat(stored()).containsEntry("state", "GIVEN_UP"));
    }

    @Test
    void itIsTriedWithPausesUntilItsTimeIsOverAndNeverAgain() {
        awaitGivenUp();
        assertThat(stored().getInteger("tries")).isBetween(2, 5);
        assertThat(stored()).doesNotContainKey("dueAt").containsKey("body");
    }

    @Test
    void operatorsSeeItAndAReplayProcessesItOnceItsPaymentIsKnown() {
        awaitGivenUp();
        assertThat(get(listed, "payment.admin").json().path("items").toString())
                .contains("\"id\":\"stripe:" + event + "\"", "\"tries\":" + stored().getInteger("tries"));

        assertThat(replayed()).contains("PAYMENT_UNKNOWN");
        assertThat(stored()).containsEntry("state", "GIVEN_UP");

        mongo.insert(payment, "payments");
        assertThat(replayed()).doesNotContain("PAYMENT_UNKNOWN");
        assertThat(stored()).containsEntry("state", "PROCESSED");
        assertThat(get(listed, "payment.admin").text()).doesNotContain(event);
    }

    @Test
    void pausesGrowAsConfiguredAndTheLastOneRepeats() {
        var properties = new WebhookProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                List.of(Duration.ofSeconds(1), Duration.ofMinutes(2)),
                TRIED,
                1);
        assertThat(List.of(1, 2, 3, 90))
                .map(properties::pauseAfter)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2));
    }

    private String replayed() {
        var order = "{\"ids\":[\"stripe:%s\"],\"dryRun\":false}".formatted(event);
        var ordered = order("/api/payments/webhooks/replays", order);
        var path = ordered.http().headers().firstValue("Location").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin").string("finishedAt"))
                        .isNotEmpty());
        return get(path, "payment.admin").text();
    }
}
