package io.aman.security.answer;

import io.aman.events.ClientFacts;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.security.SecurityTest;
import io.aman.testing.EmbeddedKafka;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Tells sign-ins over Kafka and looks at what comes of them over HTTP. */
abstract class WatchedTest extends SecurityTest {

    static final String HOSTING = "71.160.223.9";
    static final String LINKOPING = "89.160.20.112";
    static final String SEATTLE = "216.160.83.56";

    final String user = "usr_" + own;
    private int told;

    void fail(@Nullable String userId, String account, String address, Instant at) {
        tell("e" + told++, new LoginEvent.Failed("att_1", account, userId, "bad-credentials", address, "Firefox", at));
    }

    void succeed(String userId, String address, Instant at) {
        tell("e" + told++, succeeded(userId, address, at));
    }

    LoginEvent succeeded(String userId, String address, Instant at) {
        var client = new ClientFacts("DESKTOP", "Firefox 140", "Linux", null, null);
        return new LoginEvent.Succeeded("att_1", key(userId), userId, "ses_1", address, "Firefox", at, client);
    }

    /** Where the persons of one test differ, in the part that tells accounts apart. */
    static String key(String userId) {
        return new StringBuilder(userId).reverse().toString();
    }

    /** Under one key: in the order in which a test tells them. */
    void tell(String eventId, LoginEvent event) {
        EmbeddedKafka.send(
                Topics.LOGINS, new EventEnvelope<>(own + eventId, "/session-service", own, event.at(), event));
    }

    JsonNode assess(Map<String, Object> about) {
        return Objects.requireNonNull(post("/internal/risk", question(about), "service:session-service")
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    Map<String, Object> question(Map<String, Object> about) {
        var question = new HashMap<String, Object>(Map.of(
                "purpose",
                "LOGIN",
                "attemptId",
                own,
                "accountKey",
                own,
                "client",
                Map.of("device", "DESKTOP", "browser", "Firefox 140", "os", "Linux"),
                "knownDevice",
                false,
                "breachedPassword",
                false));
        question.putAll(about);
        return question;
    }

    String decision(String address) {
        return Objects.requireNonNull(post(
                                "/internal/login-attempts",
                                Map.of("accountKey", UUID.randomUUID(), "address", address),
                                "service:session-service")
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .get("decision")
                .asString();
    }

    RestTestClient.ResponseSpec post(String path, @Nullable Object body, String caller, String... more) {
        var permissions = caller.startsWith("service:") ? new String[] {"security.attempt"} : more;
        var request = client().post().uri(path).header("Authorization", bearer(caller, permissions));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    RestTestClient.ResponseSpec call(HttpMethod method, String path, @Nullable Object body) {
        var request = client().method(method).uri(path).header("Authorization", bearer("usr_admin", "security.admin"));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    JsonNode get(String path) {
        return Objects.requireNonNull(call(HttpMethod.GET, path, null)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    List<JsonNode> alerts() {
        return get("/api/security/alerts?limit=100").get("items").valueStream().toList();
    }

    List<JsonNode> alertsOf(String kind, String userId) {
        return alerts().stream()
                .filter(alert -> alert.get("kind").asString().equals(kind)
                        && alert.path("userId").asString("").equals(userId))
                .toList();
    }

    List<JsonNode> timeline(String userId) {
        return get("/api/security/people/" + userId + "/timeline?limit=100")
                .get("items")
                .valueStream()
                .toList();
    }

    List<JsonNode> activity(String userId) {
        return Objects.requireNonNull(client().get()
                        .uri("/api/security/activity?limit=100")
                        .header("Authorization", bearer(userId))
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .get("items")
                .valueStream()
                .toList();
    }

    static <E extends SecurityEvent> List<E> told(Class<E> kind, String userId) {
        return EmbeddedKafka.events(Topics.SECURITY, userId, kind);
    }
}
