package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.security.SecurityTest;
import io.aman.testing.EmbeddedKafka;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Tells payments over Kafka and looks at what comes of them over HTTP. */
class WatchedPaymentsTest extends SecurityTest {

    private static final String KUWAIT = "203.0.113.7";

    @Autowired
    private MongoSpendings spendings;

    private final String payer = "usr_" + own;

    @Test
    void whoTriesManyCardsIsAskedForAFreshSignInAndRaisesOneAlert() {
        assertThat(assess(Map.of()).get("decision").asString()).isEqualTo("ALLOW");
        for (int i = 0; i < 12; i++) {
            declined("e" + i, clock.instant().minusSeconds(60 - i));
        }
        declined("e11", clock.instant().minusSeconds(49)); // told twice
        await().until(() -> spendings.of(payer).moves().size() == 12);

        var answer = assess(Map.of("attemptId", own + "-2"));

        assertThat(answer.get("decision").asString()).as("%s", answer).isEqualTo("STEP_UP");
        assertThat(answer.get("reasons").valueStream().map(JsonNode::asString)).containsExactly("card-testing");
        await().until(() -> alerts().size() == 1);
        var alert = alerts().getFirst();
        assertThat(alert.get("severity").asString()).isEqualTo("HIGH");
        assertThat(alert.get("state").asString()).isEqualTo("OPEN");
    }

    @Test
    void lastWeeksDeclinesAreRememberedAndRaiseNothing() {
        for (int i = 0; i < 12; i++) {
            declined("e" + i, clock.instant().minusSeconds(7 * 86_400 - i));
        }
        await().until(() -> spendings.of(payer).moves().size() == 12);

        assertThat(assess(Map.of()).get("decision").asString()).isEqualTo("ALLOW");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void askingTwiceGetsOneAnswerWhateverHappensMeanwhile() {
        var first = assess(Map.of());
        for (int i = 0; i < 12; i++) {
            declined("e" + i, clock.instant().minusSeconds(60 - i));
        }
        await().until(() -> spendings.of(payer).moves().size() == 12);

        assertThat(assess(Map.of())).isEqualTo(first);
        assertThat(spendings.of(payer).asked()).hasSize(1);
        assertThat(assess(Map.of("purpose", "REFUND")).get("assessmentId"))
                .as("another purpose is another question")
                .isNotEqualTo(first.get("assessmentId"));
    }

    @Test
    void somethingNewToPayWithWeighsAndDoesNotStop() {
        taken("e1", "pay_1", clock.instant().minusSeconds(600));
        await().until(() -> spendings.of(payer).moves().size() == 1);

        var answer = assess(Map.of("provider", "knet"));

        assertThat(answer.get("decision").asString()).isEqualTo("ALLOW");
        assertThat(answer.get("score").asInt()).isEqualTo(15);
        assertThat(answer.get("weightsVersion").asString()).isNotEmpty();
    }

    @Test
    void aWrongQuestionIsRefused() {
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("address", "nowhere"),
                Map.of("currency", "usd"),
                Map.of("currency", "QQQ"),
                Map.of("amountMinor", 0),
                Map.of("purpose", "GIFT"),
                Map.of("userId", "usr_other"))) {
            ask(wrong).expectStatus().isBadRequest();
        }
        client().post()
                .uri("/internal/risk/payments")
                .contentType(MediaType.APPLICATION_JSON)
                .body(question(Map.of()))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private void declined(String eventId, Instant at) {
        tell(eventId, new PaymentEvent.Failed("pay_" + eventId, payer, usd(100), "stripe", "card_declined"), at);
    }

    private void taken(String eventId, String payment, Instant at) {
        tell(eventId, new PaymentEvent.Captured(payment, payer, usd(100), usd(100), "stripe", null), at);
    }

    private void tell(String eventId, PaymentEvent event, Instant at) {
        EmbeddedKafka.send(
                Topics.PAYMENTS, new EventEnvelope<>(own + eventId, "/payment-service", event.paymentId(), at, event));
    }

    private static Money usd(long amountMinor) {
        return new Money(amountMinor, "USD");
    }

    private JsonNode assess(Map<String, Object> about) {
        return Objects.requireNonNull(ask(about)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private RestTestClient.ResponseSpec ask(Map<String, Object> about) {
        return client().post()
                .uri("/internal/risk/payments")
                .header("Authorization", bearer(payer))
                .contentType(MediaType.APPLICATION_JSON)
                .body(question(about))
                .exchange();
    }

    private Map<String, Object> question(Map<String, Object> about) {
        var question = new HashMap<String, Object>(Map.of(
                "purpose", "PAYMENT",
                "attemptId", own,
                "address", KUWAIT,
                "paymentId", "pay_next",
                "amountMinor", 1_000,
                "currency", "USD",
                "provider", "stripe"));
        question.putAll(about);
        return question;
    }

    private List<JsonNode> alerts() {
        return Objects.requireNonNull(client().get()
                        .uri("/api/security/alerts?limit=100")
                        .header("Authorization", bearer("usr_admin", "security.admin"))
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .get("items")
                .valueStream()
                .filter(alert -> alert.path("userId").asString("").equals(payer))
                .toList();
    }
}
