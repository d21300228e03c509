package io.aman.security.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.testing.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Other settings of detectors, tried on the log; and what takes a fresh sign-in of administrators. */
class ReplayedDetectorsTest extends WatchedTest {

    private static final String TOR = "1.124.213.1";

    @Autowired
    private MongoTemplate mongo;

    @Test
    void otherModesAndThresholdsShowWhatTheyWouldChangeAndChangeNothing() {
        succeed(user, LINKOPING, clock.instant().minusSeconds(7_200));
        for (int i = 0; i < 4; i++) {
            fail(user, key(user), LINKOPING, clock.instant().minusSeconds(900 - i));
        }
        succeed(user, TOR, clock.instant().minusSeconds(60));
        await().until(() -> timeline(user).size() == 6
                && timeline(user).getFirst().path("score").asInt(0) > 0);
        var before = everythingKept();

        var report = replay(Map.of("tor", set("OFF", Map.of()), "brute-force", set("ACT", Map.of("failures", 4))));

        var own = report.get("shown")
                .valueStream()
                .filter(shown -> shown.path("userId").asString("").equals(user))
                .toList();
        assertThat(own).as("%s", report).hasSize(1);
        assertThat(own.getFirst().get("before").asString()).isIn("NOTIFY", "STEP_UP");
        assertThat(own.getFirst().get("after").asString())
                .isNotEqualTo(own.getFirst().get("before").asString());
        assertThat(own.getFirst().get("reasonsBefore").toString()).contains("tor");
        assertThat(own.getFirst().get("reasonsAfter").toString()).doesNotContain("\"tor\"");
        assertThat(report.get("noticedAfter").path("brute-force").asLong(0))
                .isGreaterThan(report.get("noticedBefore").path("brute-force").asLong(0));
        assertThat(everythingKept()).isEqualTo(before);
        assertThat(get("/api/security/detectors").get("items").valueStream())
                .noneMatch(detector -> detector.get("isChanged").asBoolean()
                        && detector.get("name").asString().equals("tor"));
    }

    @Test
    void whatIsNoDetectorOfSignInsOrNoThresholdIsRefused() {
        for (var wrong : List.of(
                Map.of("horoscope", set("ACT", Map.of())),
                Map.of("card-testing", set("ACT", Map.of())),
                Map.of("tor", set("ACT", Map.of("failures", 3))),
                Map.of("brute-force", set("ACT", Map.of("failures", 0))))) {
            post("/api/security/replays/detectors", request(wrong), "usr_admin", "security.admin")
                    .expectStatus()
                    .isEqualTo(422);
        }
        post("/api/security/replays/detectors", request(Map.of()), "usr_admin", "security.admin")
                .expectStatus()
                .isBadRequest();
        post("/api/security/replays/detectors", request(Map.of("tor", set("OFF", Map.of()))), user)
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whatWeakensProtectionTakesAFreshSignIn() {
        var stale = "Bearer "
                + TestTokens.token("usr_admin")
                        .permissions("security.admin")
                        .issuedAt(clock.instant())
                        .claim("auth_time", clock.instant().minusSeconds(3_600).getEpochSecond())
                        .sign();
        var rule = Map.of(
                "effect",
                "ALLOWED",
                "network",
                "203.0.113.77",
                "reason",
                "x",
                "expiresAt",
                clock.instant().plusSeconds(60));
        for (var call : List.<Call>of(
                new Call(HttpMethod.PUT, "/api/security/detectors/tor", setBecause("OFF")),
                new Call(HttpMethod.DELETE, "/api/security/detectors/tor", Map.of()),
                new Call(HttpMethod.POST, "/api/security/addresses", rule),
                new Call(HttpMethod.DELETE, "/api/security/addresses/adr_1", Map.of()),
                new Call(HttpMethod.POST, "/api/security/alerts/alr_1/close", Map.of("reason", "HANDLED")),
                new Call(HttpMethod.DELETE, "/api/security/people/" + user, Map.of()))) {
            client().method(call.method())
                    .uri(call.path())
                    .header("Authorization", stale)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(call.body())
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("STEP_UP_REQUIRED");
        }
        assertThat(get("/api/security/addresses?limit=100").toString()).doesNotContain("203.0.113.77");
        assertThat(get("/api/security/detectors").toString()).doesNotContain("\"OFF\"");
    }

    private record Call(HttpMethod method, String path, Map<String, ?> body) {}

    private static Map<String, Object> set(String mode, Map<String, Integer> thresholds) {
        return Map.of("mode", mode, "thresholds", thresholds);
    }

    private static Map<String, Object> setBecause(String mode) {
        return Map.of("mode", mode, "thresholds", Map.of(), "reason", "x");
    }

    private Map<String, Object> request(Map<String, ?> detectors) {
        return Map.of(
                "detectors",
                detectors,
                "from",
                clock.instant().minusSeconds(3_600),
                "to",
                clock.instant().plusSeconds(60),
                "warmUpSeconds",
                86_400);
    }

    private JsonNode replay(Map<String, ?> detectors) {
        return Objects.requireNonNull(
                post("/api/security/replays/detectors", request(detectors), "usr_admin", "security.admin")
                        .expectStatus()
                        .isOk()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody());
    }

    /** About this test's people; others' events may still be on their way. */
    private Map<String, String> everythingKept() {
        var kept = new TreeMap<String, String>();
        for (var collection : List.of("profiles", "attempts", "assessments", "alerts")) {
            mongo.getCollection(collection)
                    .find(new Document("$or", List.of(new Document("_id", user), new Document("userId", user))))
                    .forEach(found -> {
                        var told = new HashMap<String, Object>(found);
                        told.remove("outbox"); // the relay takes out what it has told
                        kept.put(collection + "/" + found.get("_id"), told.toString());
                    });
        }
        mongo.getCollection("detectors").find().forEach(found -> kept.put("detectors", found.toJson()));
        return kept;
    }
}
