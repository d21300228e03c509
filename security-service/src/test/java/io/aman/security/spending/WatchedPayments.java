package io.aman.security.spending;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Tells payments over Kafka and looks at what comes of them over HTTP. */
abstract class WatchedPayments extends SecurityTest {

    static final String KUWAIT = "203.0.113.7";

    @Autowired
    MongoSpendings spendings;

    final String payer = "usr_" + own;

    List<PaymentQuestioned> told() {
        return EmbeddedKafka.records(Topics.SECURITY).stream()
                .flatMap(message -> EventRecords.read(message).stream())
                .filter(event -> event.data() instanceof PaymentQuestioned questioned
                        && questioned.userId().equals(payer))
                .map(event -> (PaymentQuestioned) event.data())
                .toList();
    }

    void declined(String eventId, Instant at) {
        tell(eventId, new PaymentEvent.Failed("pay_" + eventId, payer, usd(100), "stripe", "card_declined"), at);
    }

    void tell(String eventId, PaymentEvent event, Instant at) {
        EmbeddedKafka.send(
                Topics.PAYMENTS, new EventEnvelope<>(own + eventId, "/payment-service", event.paymentId(), at, event));
    }

    static Money usd(long amountMinor) {
        return new Money(amountMinor, "USD");
    }

    JsonNode assess(Map<String, Object> about) {
        return Objects.requireNonNull(ask(about)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    RestTestClient.ResponseSpec ask(Map<String, Object> about) {
        return ask(payer, about);
    }

    RestTestClient.ResponseSpec ask(String account, Map<String, Object> about) {
        return client().post()
                .uri("/internal/risk/payments")
                .header("Authorization", bearer(account))
                .contentType(MediaType.APPLICATION_JSON)
                .body(question(about))
                .exchange();
    }

    Map<String, Object> question(Map<String, Object> about) {
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

    List<JsonNode> alerts() {
        return alerts(alert -> alert.path("userId").asString("").equals(payer));
    }

    List<JsonNode> alerts(Predicate<JsonNode> which) {
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
