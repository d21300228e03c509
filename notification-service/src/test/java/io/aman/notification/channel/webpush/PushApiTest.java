package io.aman.notification.channel.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.Topics;
import io.aman.notification.channel.PushTest;
import io.aman.notification.channel.push.Place;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** The whole service: a browser subscribes over HTTP, and is told of an event by its push service. */
@PushTest
@ExtendWith(OutputCaptureExtension.class)
class PushApiTest {

    private static final String SUBSCRIPTIONS = "/api/notifications/push/subscriptions";
    private static final PushService PUSH_SERVICE = new PushService();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Recipients recipients;

    /** One a test, since tests share the service. */
    private final String userId = Ids.random("usr_");

    private RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        recipients.remember(new Recipient(userId, new EmailAddress(userId + "@example.com"), "Nora", "en"));
    }

    @AfterAll
    static void stop() {
        PUSH_SERVICE.close();
    }

    @Test
    void aBrowserThatSubscribesIsToldOfAPaymentInWordsThatItAloneReads(CapturedOutput log) {
        call(HttpMethod.GET, "/api/notifications/push/key", userId, Map.of())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.publicKey")
                .isEqualTo(PushTest.PUBLIC_KEY);
        var place = PUSH_SERVICE.subscribe(PushTest.PUBLIC_KEY);
        subscribe(place).expectStatus().isCreated();

        capture();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(PUSH_SERVICE.read(place)).hasSize(1));
        var told = JSON.readTree(PUSH_SERVICE.read(place).getFirst());
        assertThat(told.path("title").asString()).isNotBlank().doesNotContain("12.500");
        assertThat(told.path("lang").asString()).isEqualTo("en");
        assertThat(told.path("id").asString()).startsWith("dlv_");
        assertThat(log.getAll()).doesNotContain(place.endpoint().getPath(), place.auth(), place.p256dh());
    }

    @Test
    void aBrowserThatIsGoneIsAskedOnceAndRemoved() {
        var place = PUSH_SERVICE.subscribe(PushTest.PUBLIC_KEY);
        subscribe(place).expectStatus().isCreated();
        PUSH_SERVICE.unsubscribe(place);

        capture();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> list(userId).expectBody().jsonPath("$.length()").isEqualTo(0));
    }

    @Test
    void aSubscriptionIsItsOwnersAlone() {
        var place = PUSH_SERVICE.subscribe(PushTest.PUBLIC_KEY);
        subscribe(place).expectStatus().isCreated();
        subscribe(place).expectStatus().isCreated();
        var id = new String[1];
        list(userId)
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].kind")
                .isEqualTo("webpush")
                .jsonPath("$[0].service")
                .isEqualTo("127.0.0.1")
                .jsonPath("$[0].id")
                .value(String.class, found -> id[0] = found);
        var other = Ids.random("usr_");

        list(other).expectBody().jsonPath("$.length()").isEqualTo(0);
        call(HttpMethod.DELETE, SUBSCRIPTIONS + "/" + id[0], other, Map.of())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PUSH_SUBSCRIPTION_NOT_FOUND");
        call(HttpMethod.DELETE, SUBSCRIPTIONS + "/" + id[0], userId, Map.of())
                .expectStatus()
                .isNoContent();
        list(userId).expectBody().jsonPath("$.length()").isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://push.example.com/x, '', '', not-https",
        "https://user@push.example.com/x, '', '', has-user-info",
        "https://2130706433/x, '', '', host-not-allowed",
        "'', AAAA, '', public-key-malformed",
        "'', not base64, '', public-key-malformed",
        "'', '', AAAA, auth-malformed",
    })
    void whatIsNoSubscriptionIsRefusedAndNothingChanges(String endpoint, String p256dh, String auth, String reason) {
        var place = PUSH_SERVICE.subscribe(PushTest.PUBLIC_KEY);

        call(
                        HttpMethod.POST,
                        SUBSCRIPTIONS,
                        userId,
                        Map.of(
                                "endpoint",
                                endpoint.isEmpty() ? place.endpoint().toString() : endpoint,
                                "keys",
                                Map.of(
                                        "p256dh", p256dh.isEmpty() ? place.p256dh() : p256dh,
                                        "auth", auth.isEmpty() ? place.auth() : auth)))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PUSH_SUBSCRIPTION_REFUSED")
                .jsonPath("$.reason")
                .isEqualTo(reason);
        list(userId).expectBody().jsonPath("$.length()").isEqualTo(0);
    }

    private ResponseSpec subscribe(Place.Browser place) {
        return call(
                HttpMethod.POST,
                SUBSCRIPTIONS,
                userId,
                Map.of(
                        "endpoint",
                        place.endpoint().toString(),
                        "keys",
                        Map.of("p256dh", place.p256dh(), "auth", place.auth())));
    }

    private ResponseSpec list(String caller) {
        return call(HttpMethod.GET, SUBSCRIPTIONS, caller, Map.of());
    }

    private ResponseSpec call(HttpMethod method, String uri, String caller, Map<String, ?> body) {
        var request = client.method(method).uri(uri).header("Authorization", TestTokens.bearer(caller));
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
        }
        return request.exchange();
    }

    private void capture() {
        var amount = new Money(12_500, "KWD");
        EmbeddedKafka.send(
                Topics.PAYMENTS,
                new EventEnvelope<>(
                        Ids.random("evt_"),
                        "/test",
                        "pay_1",
                        Instant.parse("2026-11-25T09:59:00Z"),
                        new Captured("pay_1", userId, amount, amount, "stripe", "Order 7")));
    }
}
