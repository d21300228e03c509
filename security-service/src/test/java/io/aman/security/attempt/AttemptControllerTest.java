package io.aman.security.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.SecurityTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class AttemptControllerTest extends SecurityTest {

    @Test
    void attemptsAreAllowedUntilTheAccountsLimitAndThenDenied() {
        for (int i = 0; i < 10; i++) {
            var answer = reserve("203.0.113." + i);
            assertThat(answer.get("decision").asString()).isEqualTo("ALLOW");
            assertThat(answer.get("attemptId").asString()).matches("att_[0-9a-f]{32}");
            assertThat(answer.has("retryAfterSeconds")).isFalse();
        }

        var answer = reserve("203.0.113.200");
        assertThat(answer.get("decision").asString()).isEqualTo("DENY");
        assertThat(answer.get("retryAfterSeconds").asLong()).isEqualTo(1800);
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
        return post(bearer("service:session-service", "security.attempt"), body(address))
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
