package io.aman.security.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.SecurityTest;
import io.aman.security.challenge.Challenge;
import io.aman.security.challenge.Solver;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttemptControllerTest extends SecurityTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void attemptsAreAllowedThenChallengedAndDeniedAtTheAccountsLimit() {
        for (int i = 0; i < 5; i++) {
            var answer = reserve("203.0.113." + i);
            assertThat(answer.get("decision").asString()).isEqualTo("ALLOW");
            assertThat(answer.get("attemptId").asString()).matches("att_[0-9a-f]{32}");
            assertThat(answer.has("retryAfterSeconds")).isFalse();
        }
        for (int i = 0; i < 5; i++) {
            var answer = reserveSolving("203.0.113.100");
            assertThat(answer.get("decision").asString()).isEqualTo("ALLOW");
            assertThat(answer.has("lockedUntil")).isEqualTo(i == 4);
        }

        var answer = reserveSolving("203.0.113.200");
        assertThat(answer.get("decision").asString()).isEqualTo("DENY");
        assertThat(answer.get("retryAfterSeconds").asLong()).isEqualTo(1800);
        assertThat(answer.get("lockedUntil").asString())
                .isEqualTo(clock.instant()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .plusSeconds(1800)
                        .toString());
        assertThat(reserve("203.0.113.200").get("decision").asString()).isEqualTo("CHALLENGE");
    }

    @Test
    void aSolutionIsSpentByOneAttemptAndAnAttemptWithoutOneCountsNot() {
        for (int i = 0; i < 5; i++) {
            reserve("203.0.113.7");
        }
        var solution = solve(reserve("203.0.113.7").get("challenge"));

        assertThat(decision("203.0.113.7", solution)).isEqualTo("ALLOW");
        assertThat(decision("203.0.113.7", solution)).isEqualTo("CHALLENGE");
        assertThat(decision("203.0.113.7", "no solution")).isEqualTo("CHALLENGE");
    }

    private static String solve(JsonNode challenge) {
        return Solver.solve(JSON.treeToValue(challenge, Challenge.class));
    }

    private String decision(String address, String solution) {
        return reserve(Map.of("accountKey", own, "address", address, "solution", solution))
                .get("decision")
                .asString();
    }

    private JsonNode reserveSolving(String address) {
        var solution = solve(reserve(address).get("challenge"));
        return reserve(Map.of("accountKey", own, "address", address, "solution", solution));
    }

    @Test
    void onlyWhoHasThePermissionMayAsk() {
        post(bearer("usr_1", "payment.create"), body("203.0.113.9"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("PERMISSION_MISSING");
        client().post()
                .uri("/internal/login-attempts")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body("203.0.113.9"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accountKey\":\"a\"}",
                "{\"address\":\"203.0.113.9\"}",
                "{\"accountKey\":\"\",\"address\":\"203.0.113.9\"}",
                "{\"accountKey\":\"a\",\"address\":\"localhost\"}",
                "{\"accountKey\":\"a\",\"address\":\"203.0.113.9, 1.1.1.1\"}",
                "{\"accountKey\":{\"$gt\":\"\"},\"address\":\"203.0.113.9\"}",
                "{\"accountKey\":\"a\",\"address\":\"203.0.113.9\",\"limit\":1000}",
                "[]",
                "{"
            })
    void whatIsNoAttemptIsRefused(String json) {
        post(bearer("service:session-service", "security.attempt"), json)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private JsonNode reserve(String address) {
        return reserve(body(address));
    }

    private JsonNode reserve(Map<String, String> attempt) {
        return post(bearer("service:session-service", "security.attempt"), attempt)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private Map<String, String> body(String address) {
        return Map.of("accountKey", own, "address", address);
    }

    private RestTestClient.ResponseSpec post(String bearer, Object body) {
        return client().post()
                .uri("/internal/login-attempts")
                .header("Authorization", bearer)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
