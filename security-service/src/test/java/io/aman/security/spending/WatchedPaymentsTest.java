package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** What comes of what one payer pays and is declined. */
class WatchedPaymentsTest extends WatchedPayments {

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
    void theOwnerIsToldOnceOfAPaymentThatIsUnlikeThem() {
        for (int i = 0; i < 30; i++) {
            taken("e" + i, "pay_" + i, clock.instant().minusSeconds(60 - i));
        }
        await().until(() -> spendings.of(payer).moves().size() == 30);

        assertThat(assess(Map.of()).get("decision").asString()).isEqualTo("NOTIFY");
        assess(Map.of()); // as a caller does that has heard nothing

        await().until(() -> !told().isEmpty());
        assertThat(assess(Map.of("address", "198.51.100.5", "attemptId", own + "-2", "purpose", "REFUND"))
                        .get("decision")
                        .asString())
                .as("a refund is looked at by its place alone")
                .isEqualTo("ALLOW");
        assertThat(told()).singleElement().satisfies(event -> {
            assertThat(event.paymentId()).isEqualTo("pay_next");
            assertThat(event.purpose()).isEqualTo("PAYMENT");
            assertThat(event.amount()).isEqualTo(usd(1_000));
            assertThat(event.reasons()).containsExactly("payment-velocity");
            assertThat(event.address()).isEqualTo(KUWAIT);
        });
    }

    @Test
    void aWrongQuestionIsRefused() {
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("address", "nowhere"),
                Map.of("currency", "usd"),
                Map.of("currency", "QQQ"),
                Map.of("amountMinor", 0),
                Map.of("device", "some phone"),
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

    private void taken(String eventId, String payment, Instant at) {
        tell(eventId, new PaymentEvent.Captured(payment, payer, usd(100), usd(100), "stripe", null), at);
    }
}
