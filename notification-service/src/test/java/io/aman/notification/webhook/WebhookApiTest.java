package io.aman.notification.webhook;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.SecurityEvent.AlertRaised;
import io.aman.events.Topics;
import io.aman.events.UserEvent.Registered;
import io.aman.platform.Ids;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.http.HttpMethod;

/** Events from Kafka in, signed requests to a merchant's server out. */
class WebhookApiTest extends WebhookApi {

    @Test
    void aCapturedPaymentReachesItsOwnersEndpointSigned(CapturedOutput log) {
        var endpoint = created("payment.captured.v1");

        capture();

        var request = awaitReceived(1).getFirst();
        assertThat(request.isSignedWith(endpoint.text("secret"))).isTrue();
        assertThat(request.type()).isEqualTo("payment.captured.v1");
        var messages = ENDPOINTS + "/" + endpoint.text("id") + "/messages";
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                get(messages + "?state=DELIVERED").body().path("items"))
                        .hasSize(1));
        var message = get(messages + "/" + request.id());
        assertThat(message.text("body")).isEqualTo(request.body());
        assertThat(message.body().path("made").get(0).path("status").asInt()).isEqualTo(200);
        assertThat(log).doesNotContain("planted", endpoint.text("secret"));
    }

    @Test
    void anAlertReachesAnOperatorsEndpoint() {
        var token = TestTokens.bearer(owner, OWN, "security.admin");
        var wish = Map.of(
                "url", RECEIVER.url(path).toString(), "types", List.of("security.alert-raised.v1"), "scope", "ALL");
        assertThat(call(HttpMethod.POST, ENDPOINTS, TestTokens.bearer(owner, OWN), wish)
                        .text("code"))
                .isEqualTo("WEBHOOK_SCOPE_NOT_PERMITTED");
        var endpoint = call(HttpMethod.POST, ENDPOINTS, token, wish);
        assertThat(endpoint.status()).isEqualTo(201);

        send(
                Topics.SECURITY,
                Ids.random("evt_"),
                "alr_1",
                new AlertRaised("alr_1", "brute-force", "HIGH", null, "203.0.113.7", null, Instant.EPOCH));

        var request = awaitReceived(1).getFirst();
        assertThat(request.isSignedWith(endpoint.text("secret"))).isTrue();
        assertThat(request.json().path("data").path("kind").asString()).isEqualTo("brute-force");
        var uri = ENDPOINTS + "/" + endpoint.text("id");
        assertThat(get(uri).status()).as("without the permission it is unknown").isEqualTo(404);
        var colleague = TestTokens.bearer("usr_colleague", OWN, "security.admin");
        assertThat(call(HttpMethod.GET, ENDPOINTS + "?scope=ALL", colleague, Map.of())
                        .body()
                        .valueStream()
                        .map(listed -> listed.path("id").asString()))
                .contains(endpoint.text("id"));
        assertThat(call(HttpMethod.DELETE, uri, colleague, Map.of()).status()).isEqualTo(204);
    }

    @Test
    void goneDisablesAndItsOwnerFindsThatInTheInbox() {
        send(Topics.SESSIONS, Ids.random("evt_"), owner, new Registered(owner, owner + "@example.com", "Nora", "en"));
        var endpoint = created("*");
        RECEIVER.behave(answering(410));

        assertThat(post(ENDPOINTS + "/" + endpoint.text("id") + "/ping", Map.of())
                        .status())
                .isEqualTo(202);

        assertThat(awaitReceived(1).getFirst().type()).isEqualTo("webhook.ping.v1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/api/notifications").body().path("items"))
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.path("type").asString()).isEqualTo("webhook-disabled")));
        var now = get(ENDPOINTS + "/" + endpoint.text("id"));
        assertThat(now.body().path("enabled").asBoolean(true)).isFalse();
        assertThat(now.text("disabledBecause")).isEqualTo("gone");
        assertThat(post(ENDPOINTS + "/" + endpoint.text("id") + "/ping", Map.of())
                        .text("code"))
                .isEqualTo("WEBHOOK_ENDPOINT_DISABLED");
        RECEIVER.behave(answering(200));
        assertThat(post(ENDPOINTS + "/" + endpoint.text("id") + "/enable", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(post(ENDPOINTS + "/" + endpoint.text("id") + "/replay", Map.of("since", "2026-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(202);
        assertThat(awaitReceived(2).stream().map(Receiver.Received::id).distinct())
                .hasSize(1);
    }

    @Test
    void aSecretIsToldOnceAndAfterARotationBothSign() {
        var endpoint = created("payment.captured.v1");
        var uri = ENDPOINTS + "/" + endpoint.text("id");
        assertThat(endpoint.text("secret")).startsWith("whsec_");
        assertThat(get(uri).body().has("secret")).isFalse();
        assertThat(get(ENDPOINTS).body().get(0).has("secret")).isFalse();

        var rotated = post(uri + "/rotate-secret", Map.of("keepFormer", true));
        capture();

        var request = awaitReceived(1).getFirst();
        assertThat(request.isSignedWith(endpoint.text("secret"))).isTrue();
        assertThat(request.isSignedWith(rotated.text("secret"))).isTrue();
        assertThat(get(uri + "/changes")
                        .body()
                        .valueStream()
                        .map(change -> change.path("what").asString()))
                .containsExactly("created", "secret-rotated");
    }

    @Test
    void anothersEndpointIsUnknown() {
        var id = created("*").text("id");
        var stranger = TestTokens.bearer("usr_stranger", OWN);
        var uri = ENDPOINTS + "/" + id;

        for (var asked : List.of(
                call(HttpMethod.GET, uri, stranger, Map.of()),
                call(HttpMethod.PUT, uri, stranger, wish("*")),
                call(HttpMethod.DELETE, uri, stranger, Map.of()),
                call(HttpMethod.POST, uri + "/disable", stranger, Map.of()),
                call(HttpMethod.POST, uri + "/rotate-secret", stranger, Map.of("keepFormer", true)),
                call(HttpMethod.POST, uri + "/ping", stranger, Map.of()),
                call(HttpMethod.GET, uri + "/messages", stranger, Map.of()),
                call(HttpMethod.POST, uri + "/replay", stranger, Map.of("since", "2026-01-01T00:00:00Z")))) {
            assertThat(asked.text("code")).isEqualTo("WEBHOOK_ENDPOINT_NOT_FOUND");
        }
        assertThat(get(uri).body().path("enabled").asBoolean()).isTrue();
    }

    @Test
    void itTakesThePermissionAndAFreshSignIn() {
        assertThat(call(HttpMethod.GET, ENDPOINTS, TestTokens.bearer(owner), Map.of())
                        .text("code"))
                .isEqualTo("PERMISSION_MISSING");
        var stale = "Bearer "
                + TestTokens.token(owner)
                        .permissions(OWN)
                        .claim("auth_time", 1_000_000_000)
                        .sign();
        assertThat(call(HttpMethod.POST, ENDPOINTS, stale, wish("*")).text("code"))
                .isEqualTo("STEP_UP_REQUIRED");
        assertThat(call(
                                HttpMethod.DELETE,
                                "/api/notifications/people/" + owner,
                                TestTokens.bearer(owner, OWN),
                                Map.of())
                        .text("code"))
                .isEqualTo("PERMISSION_MISSING");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://shop.example.com/, *, 422, WEBHOOK_URL_REFUSED",
        "https://user@shop.example.com/, *, 422, WEBHOOK_URL_REFUSED",
        "http://127.0.0.1/, security.alert-raised.v1, 422, WEBHOOK_TYPE_UNKNOWN",
        "http://127.0.0.1/, session.ended.v1, 422, WEBHOOK_TYPE_UNKNOWN",
        "'', *, 400, INVALID_REQUEST"
    })
    void aWishThatCannotBeGrantedIsRefused(String url, String type, int status, String code) {
        var refused = post(ENDPOINTS, Map.of("url", url, "types", List.of(type)));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("code")).isEqualTo(code);
        assertThat(get(ENDPOINTS).body()).isEmpty();
    }

    @Test
    void nobodyHasMoreThanTheyMay() {
        for (int i = 0; i < 3; i++) {
            created("*");
        }
        assertThat(post(ENDPOINTS, wish("*")).text("code")).isEqualTo("TOO_MANY_WEBHOOK_ENDPOINTS");
        var first = get(ENDPOINTS).body().get(0).path("id").asString();
        call(HttpMethod.DELETE, ENDPOINTS + "/" + first, TestTokens.bearer(owner, OWN), Map.of());
        created("*");
        assertThat(get(ENDPOINTS).body()).hasSize(3);
    }

    @Test
    void aPersonIsErased() {
        var id = created("*").text("id");
        var admin = TestTokens.bearer("usr_admin", "notification.admin");

        assertThat(call(HttpMethod.DELETE, "/api/notifications/people/" + owner, admin, Map.of())
                        .status())
                .isEqualTo(204);

        assertThat(get(ENDPOINTS + "/" + id).status()).isEqualTo(404);
        assertThat(get(ENDPOINTS).body()).isEmpty();
    }

    @Test
    void anEndpointIsChangedAndItsMessagesArePagedAndReplayed() {
        var uri = ENDPOINTS + "/" + created("payment.failed.v1").text("id");
        var changed = call(HttpMethod.PUT, uri, TestTokens.bearer(owner, OWN), wish("payment.captured.v1"));
        assertThat(changed.body().path("types").get(0).asString()).isEqualTo("payment.captured.v1");
        for (int i = 0; i < 3; i++) {
            capture();
        }
        awaitReceived(3);

        var first = get(uri + "/messages?limit=2");
        var second = get(uri + "/messages?limit=2&cursor=" + first.text("nextCursor"));
        assertThat(first.body().path("items")).hasSize(2);
        assertThat(second.body().path("items")).hasSize(1);
        var id = second.body().path("items").get(0).path("id").asString();
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(get(uri + "/messages/" + id).text("state")).isEqualTo("DELIVERED"));
        assertThat(post(uri + "/messages/" + id + "/replay", Map.of()).status()).isEqualTo(202);
        assertThat(awaitReceived(4).getLast().id()).isEqualTo(id);
        assertThat(post(uri + "/messages/whm_0/replay", Map.of()).text("code")).isEqualTo("WEBHOOK_MESSAGE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "cursor=x", "state=LOST"})
    void aListThatIsAskedForWronglyIsRefused(String query) {
        var uri = ENDPOINTS + "/" + created("*").text("id");

        assertThat(get(uri + "/messages?" + query).status()).isEqualTo(400);
    }

    @Test
    void theTypesAreListedWithWhatTheyTake() {
        var types = get("/api/webhooks/types").body();

        assertThat(types.valueStream().map(type -> type.path("type").asString()))
                .contains("payment.captured.v1", "invoice.paid.v1", "security.alert-raised.v1")
                .doesNotContain("security.owner-told.v1", "session.ended.v1");
    }
}
