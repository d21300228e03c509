package io.aman.notification.webhook;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with a merchant's server beside it, and somebody new who has endpoints there in each test. */
@ServiceTest
@DirtiesContext // nobody else has this one; its workers stop while their store is still there
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "notification.webhook.target.allow-http=true",
            "notification.webhook.target.allow-private-addresses=true",
            "notification.webhook.target.ports=",
            "notification.webhook.endpoint.per-owner=3",
            "notification.webhook.message.poll=100ms"
        })
abstract class WebhookApi {

    static final Receiver RECEIVER = new Receiver();
    static final JsonMapper JSON = new JsonMapper();
    static final String ENDPOINTS = "/api/webhooks/endpoints";
    static final String OWN = "webhook.manage";

    @LocalServerPort
    int port;

    /** One a test, since tests share the service. */
    final String owner = Ids.random("usr_");

    final String path = "/" + Ids.random("box_") + "?token=planted-" + owner;

    RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        RECEIVER.behave(answering(200));
    }

    @AfterAll
    static void stop() {
        RECEIVER.close();
    }

    record Answered(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Answered call(HttpMethod method, String uri, String token, Map<String, ?> body) {
        var request = client.method(method).uri(uri).header("Authorization", token);
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
        }
        var result = request.exchange().returnResult(String.class);
        var text = result.getResponseBody();
        return new Answered(result.getStatus().value(), JSON.readTree(text == null || text.isEmpty() ? "{}" : text));
    }

    Answered get(String uri) {
        return call(HttpMethod.GET, uri, TestTokens.bearer(owner, OWN), Map.of());
    }

    Answered post(String uri, Map<String, ?> body) {
        return call(HttpMethod.POST, uri, TestTokens.bearer(owner, OWN), body);
    }

    Map<String, Object> wish(String... types) {
        return Map.of("url", RECEIVER.url(path).toString(), "types", List.of(types));
    }

    Answered created(String... types) {
        var created = post(ENDPOINTS, wish(types));
        assertThat(created.status()).isEqualTo(201);
        return created;
    }

    static void send(String topic, String eventId, String key, DomainEvent event) {
        EmbeddedKafka.send(
                topic, new EventEnvelope<>(eventId, "/test", key, Instant.parse("2026-11-25T09:59:00Z"), event));
    }

    void capture() {
        var amount = new Money(12_500, "KWD");
        send(
                Topics.PAYMENTS,
                Ids.random("evt_"),
                "pay_1",
                new Captured("pay_1", owner, amount, amount, "stripe", "Order 7"));
    }

    List<Receiver.Received> here() {
        return RECEIVER.received().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    List<Receiver.Received> awaitReceived(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(here()).hasSize(count));
        return here();
    }
}
