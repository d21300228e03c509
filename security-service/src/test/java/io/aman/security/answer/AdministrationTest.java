package io.aman.security.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.security.lockout.Lockouts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** What administrators and other services ask of security-service, over HTTP and Kafka. */
class AdministrationTest extends WatchedTest {

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private Lockouts lockouts;

    @Test
    void askingTwiceAboutAnAttemptGetsOneAnswer() {
        var first = assess(Map.of("userId", user, "address", LINKOPING));
        succeed(user, "203.0.113.7", clock.instant());
        await().until(() -> activity(user).size() == 1);

        assertThat(assess(Map.of("userId", user, "address", LINKOPING))).isEqualTo(first);
        assertThat(assess(Map.of("userId", user, "address", LINKOPING, "purpose", "PAYMENT"))
                        .get("assessmentId"))
                .isNotEqualTo(first.get("assessmentId"));
        post("/internal/risk", question(Map.of("userId", user, "address", "nowhere")), "service:session-service")
                .expectStatus()
                .isBadRequest();
        client().post()
                .uri("/internal/risk")
                .header("Authorization", bearer(user))
                .contentType(MediaType.APPLICATION_JSON)
                .body(question(Map.of("userId", user, "address", LINKOPING)))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whoIsDeniedRaisesOneAlertThoughNoSignInIsTold() {
        var sandiego = "214.78.0.1";
        succeed(user, LINKOPING, clock.instant().minusSeconds(600));
        for (int i = 0; i < 12; i++) {
            fail(
                    null,
                    "%02d-sprayed-%s".formatted(i, own),
                    sandiego,
                    clock.instant().minusSeconds(120 - i));
        }
        succeed(user, LINKOPING, clock.instant().minusSeconds(60));
        await().until(() ->
                timeline(user).stream().filter(moment -> moment.has("score")).count() == 2);

        for (int i = 0; i < 2; i++) {
            var answer = assess(Map.of("userId", user, "address", sandiego, "breachedPassword", true));
            assertThat(answer.get("decision").asString()).as("%s", answer).isEqualTo("DENY");
        }

        assertThat(alertsOf("risky-sign-in", user)).hasSize(1);
        assertThat(alertsOf("risky-sign-in", user).getFirst().get("count").asInt())
                .isEqualTo(1);
        assertThat(alertsOf("risky-sign-in", user).getFirst().get("severity").asString())
                .isEqualTo("CRITICAL");
    }

    @Test
    void aDetectorIsSetWhileItRunsAndSaysWhoDidIt() {
        var path = "/api/security/detectors/dormancy";
        var strict = Map.of("mode", "WATCH", "thresholds", Map.of("idleSeconds", 60), "reason", "a drill");
        call(HttpMethod.PUT, path, strict).expectStatus().isOk();
        succeed(user, LINKOPING, clock.instant().minusSeconds(120));
        succeed(user, LINKOPING, clock.instant());

        await().until(() -> timeline(user).size() == 2
                && timeline(user).getFirst().get("signals").size() == 1);
        var seen = timeline(user).getFirst();
        assertThat(seen.get("signals").get(0).get("kind").asString()).isEqualTo("dormancy");
        assertThat(seen.get("signals").get(0).get("acting").asBoolean()).isFalse();
        assertThat(seen.get("score").asInt()).isZero();

        call(HttpMethod.DELETE, path, null).expectStatus().isOk();
        var changes = get(path + "/changes").get("items");
        assertThat(changes.get(0).get("by").asString()).isEqualTo("user:usr_admin");
        assertThat(changes.get(0).get("reason").asString()).isEqualTo("a drill");
        for (var wrong : List.of(
                Map.of("mode", "ACT", "thresholds", Map.of("idleSeconds", 0), "reason", "x"),
                Map.of("mode", "ACT", "thresholds", Map.of("windowSeconds", 60), "reason", "x"))) {
            call(HttpMethod.PUT, path, wrong).expectStatus().isEqualTo(422);
        }
        call(HttpMethod.PUT, "/api/security/detectors/horoscope", strict)
                .expectStatus()
                .isNotFound();
    }

    @Test
    void otherWeightsShowWhichDecisionsTheyWouldChange() {
        assess(Map.of("userId", user, "address", "1.124.213.1")); // a Tor exit
        var replay = Map.of(
                "version",
                "stricter",
                "weights",
                Map.of("tor", 0.9),
                "notifyFrom",
                30,
                "stepUpFrom",
                60,
                "denyFrom",
                85,
                "from",
                clock.instant().minusSeconds(60),
                "to",
                clock.instant().plusSeconds(60));

        var report = post("/api/security/replays", replay, "usr_admin", "security.admin")
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();

        assertThat(Objects.requireNonNull(report).get("isMore").asBoolean()).isFalse();
        assertThat(Instant.parse(report.get("until").asString())).isEqualTo(replay.get("to"));
        assertThat(report.get("shown").valueStream())
                .anyMatch(shown -> shown.get("userId").asString().equals(user)
                        && shown.get("before").asString().equals("NOTIFY")
                        && shown.get("after").asString().equals("DENY"));
        var worse = new HashMap<String, Object>(replay);
        worse.put("weights", Map.of("tor", 1.1));
        post("/api/security/replays", worse, "usr_admin", "security.admin")
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void anErasedPersonIsNowhere() {
        succeed(user, "203.0.113.7", clock.instant().minus(Duration.ofDays(3)));
        succeed(user, LINKOPING, clock.instant());
        assess(Map.of("userId", user, "address", LINKOPING));
        pay();
        for (int i = 0; i < 10; i++) {
            lockouts.reserve(key(user), "203.0.113." + i);
        }
        fail(user, key(user), "203.0.113.9", clock.instant());
        await().until(() -> activity(user).size() == 3);
        assertThat(mentions()).contains("attempts", "assessments", "counters", "profiles", "spendings");

        await().until(() -> call(HttpMethod.DELETE, "/api/security/people/" + user, null)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value()
                == 204);
        assertThat(timeline(user)).isEmpty();
        assertThat(mentions()).isEmpty();
    }

    private void pay() {
        var question = Map.of(
                "purpose",
                "PAYMENT",
                "attemptId",
                own,
                "address",
                LINKOPING,
                "paymentId",
                "pay_" + own,
                "amountMinor",
                1_000,
                "currency",
                "USD",
                "provider",
                "stripe");
        post("/internal/risk/payments", question, user).expectStatus().isOk();
    }

    /** The collections in which the person stands, wherever in a document. */
    private List<String> mentions() {
        return mongo.getCollectionNames().stream()
                .filter(collection -> mongo.findAll(Document.class, collection).stream()
                        .anyMatch(found -> found.toString().contains(user)))
                .sorted()
                .toList();
    }

    @Test
    void onlyAnAdministratorSeesAnyOfThis() {
        for (var path : List.of(
                "/api/security/alerts",
                "/api/security/detectors",
                "/api/security/addresses",
                "/api/security/feeds",
                "/api/security/lockouts",
                "/api/security/people/usr_1/timeline",
                "/api/security/timeline?address=203.0.113.1")) {
            client().get()
                    .uri(path)
                    .header("Authorization", bearer(user))
                    .exchange()
                    .expectStatus()
                    .isForbidden();
            get(path);
        }
        call(HttpMethod.GET, "/api/security/alerts/alr_1", null).expectStatus().isNotFound();
        call(HttpMethod.GET, "/api/security/timeline?address=here", null)
                .expectStatus()
                .isBadRequest();
        call(
                        HttpMethod.POST,
                        "/api/security/addresses",
                        Map.of(
                                "effect", "BLOCKED",
                                "network", "0.0.0.0/0",
                                "reason", "x",
                                "expiresAt", clock.instant().plusSeconds(60)))
                .expectStatus()
                .isEqualTo(422);
    }
}
