package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.SecurityEvent.PaymentQuestioned;
import io.aman.events.Topics;
import io.aman.platform.event.EventRecords;
import io.aman.security.SecurityTest;
import io.aman.testing.EmbeddedKafka;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
    void cardsThatAreTriedThroughManyAccountsRaiseOneAlertOfTheAddress() {
        var tester = "198.51.100.77";
        for (int i = 0; i < 20; i++) {
            var account = "%s_%d".formatted(payer, i);
            ask(account, Map.of("address", tester, "paymentId", "pay_" + own + i, "attemptId", own + i))
                    .expectStatus()
                    .isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }

        await().until(() -> alerts(alert -> alert.path("address").asString("").equals(tester))
                        .size()
                == 1);
        var alert =
                alerts(one -> one.path("address").asString("").equals(tester)).getFirst();
        assertThat(alert.get("kind").asString()).isEqualTo("shared-card-testing");
        assertThat(alert.path("userId").asString("")).isEmpty();
        assertThat(assess(Map.of("address", tester, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .as("whoever comes from there")
                .isEqualTo("STEP_UP");
        assertThat(assess(Map.of("address", KUWAIT, "attemptId", own + "home"))
                        .get("decision")
                        .asString())
                .isEqualTo("ALLOW");
    }

    @Test
    void cardsThatAreTriedAtOneDeviceFromManyAddressesRaiseOneAlertOfTheDevice() {
        var device = "dev_" + own.replace("-", "").substring(0, 32);
        for (int i = 0; i < 15; i++) {
            var account = "%s_%d".formatted(payer, i);
            var elsewhere = Map.<String, Object>of(
                    "address",
                    "198.51.100." + i,
                    "device",
                    device,
                    "paymentId",
                    "pay_" + own + i,
                    "attemptId",
                    own + i);
            ask(account, elsewhere).expectStatus().isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }

        await().until(() -> alerts(alert -> alert.path("about").asString("").equals("device " + device))
                        .size()
                == 1);
        var alert = alerts(one -> one.path("about").asString("").equals("device " + device))
                .getFirst();
        assertThat(alert.get("kind").asString()).isEqualTo("device-card-testing");
        assertThat(alert.path("userId").asString("") + alert.path("address").asString(""))
                .isEmpty();
        assertThat(assess(Map.of("device", device, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .as("whoever pays at it")
                .isEqualTo("STEP_UP");
        assertThat(assess(Map.of("attemptId", own + "home")).get("decision").asString())
                .isEqualTo("ALLOW");
    }

    @Test
    void ofAddressesThatAreInEveryPrivateNetworkNothingIsCounted() {
        var nobodys = "10.20.30.40";
        for (int i = 0; i < 20; i++) {
            var account = "%s_%d".formatted(payer, i);
            ask(account, Map.of("address", nobodys, "paymentId", "pay_" + own + i, "attemptId", own + i))
                    .expectStatus()
                    .isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }
        await().until(() -> IntStream.range(0, 20)
                .allMatch(i -> spendings.of("%s_%d".formatted(payer, i)).moves().size() == 1));

        assertThat(assess(Map.of("address", nobodys, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .isEqualTo("ALLOW");
        assertThat(alerts(one -> one.path("address").asString("").equals(nobodys)))
                .isEmpty();
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
    void otherThresholdsOfPaymentsShowWhatTheyWouldChangeAndChangeNothing() {
        var begin = clock.instant().minusSeconds(600);
        for (int i = 0; i < 4; i++) {
            declined("e" + i, clock.instant().minusSeconds(60 - i));
        }
        await().until(() -> spendings.of(payer).moves().size() == 4);
        assertThat(assess(Map.of("attemptId", own + "last")).get("decision").asString())
                .isEqualTo("ALLOW");
        var before = spendings.of(payer);

        var report = replay(begin, Map.of("card-testing", Map.of("mode", "ACT", "thresholds", Map.of("declines", 4))));

        var shown = report.get("shown")
                .valueStream()
                .filter(one -> one.path("userId").asString("").equals(payer))
                .toList();
        assertThat(shown).as("%s", report).hasSize(1);
        assertThat(shown.getFirst().get("paymentId").asString()).isEqualTo("pay_next");
        assertThat(shown.getFirst().get("before").asString()).isEqualTo("ALLOW");
        assertThat(shown.getFirst().get("after").asString()).isEqualTo("STEP_UP");
        assertThat(shown.getFirst().get("reasonsAfter").toString()).contains("card-testing");
        assertThat(spendings.of(payer)).isEqualTo(before);
        assertThat(alerts()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void aReplayOfPaymentsTakesTheirDetectorsAlone() {
        var begin = clock.instant().minusSeconds(600);
        for (var wrong : List.<Map<String, ?>>of(
                Map.of("tor", Map.of("mode", "OFF", "thresholds", Map.of())),
                Map.of("card-testing", Map.of("mode", "ACT", "thresholds", Map.of("declines", 0))))) {
            askReplay(begin, wrong, "security.admin").expectStatus().isEqualTo(422);
        }
        askReplay(begin, Map.of("card-testing", Map.of("mode", "OFF", "thresholds", Map.of())))
                .expectStatus()
                .isForbidden();
    }

    private JsonNode replay(Instant from, Map<String, ?> detectors) {
        return Objects.requireNonNull(askReplay(from, detectors, "security.admin")
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private RestTestClient.ResponseSpec askReplay(Instant from, Map<String, ?> detectors, String... permissions) {
        return client().post()
                .uri("/api/security/replays/payments")
                .header("Authorization", bearer("usr_admin", permissions))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "detectors",
                        detectors,
                        "from",
                        from,
                        "to",
                        clock.instant().plusSeconds(60),
                        "warmUpSeconds",
                        3_600))
                .exchange();
    }

    private List<PaymentQuestioned> told() {
        return EmbeddedKafka.records(Topics.SECURITY).stream()
                .flatMap(message -> EventRecords.read(message).stream())
                .filter(event -> event.data() instanceof PaymentQuestioned questioned
                        && questioned.userId().equals(payer))
                .map(event -> (PaymentQuestioned) event.data())
                .toList();
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

    private void declinedOf(String account, String payment, Instant at) {
        tell(payment, new PaymentEvent.Failed(payment, account, usd(100), "stripe", "card_declined"), at);
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
        return ask(payer, about);
    }

    private RestTestClient.ResponseSpec ask(String account, Map<String, Object> about) {
        return client().post()
                .uri("/internal/risk/payments")
                .header("Authorization", bearer(account))
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
        return alerts(alert -> alert.path("userId").asString("").equals(payer));
    }

    private List<JsonNode> alerts(Predicate<JsonNode> which) {
        return Objects.requireNonNull(client().get()
                        .uri("/api/security/alerts?limit=100")
                        .header("Authorization", bearer("usr_admin", "security.admin"))
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .get("items")
                .valueStream()
                .filter(which)
                .toList();
    }
}
