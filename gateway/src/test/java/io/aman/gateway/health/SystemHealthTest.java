package io.aman.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SystemHealthTest extends GatewayTest {

    private static final String PATH = "/api/system/health";
    private static final String PARTS = "/actuator/parts";
    private static final String WELL =
            "{\"status\":\"UP\",\"parts\":{\"database\":{\"status\":\"UP\",\"answerMillis\":2},"
                    + "\"broker\":{\"status\":\"UP\",\"answerMillis\":3},\"new\":{\"status\":\"UP\",\"answerMillis\":0,\"more\":1}}}";
    private static final String PAYING =
            "{\"status\":\"DEGRADED\",\"parts\":{\"database\":{\"status\":\"UP\",\"answerMillis\":2},"
                    + "\"providers\":{\"status\":\"DEGRADED\",\"answerMillis\":0,\"reason\":\"not every provider answers\","
                    + "\"items\":{\"knet\":\"DOWN\",\"stripe\":\"UP\"}}}}";

    @BeforeEach
    void allAreWell() {
        PAYMENT.answer(PARTS, 200, PAYING);
        SESSION.answer(PARTS, 200, WELL);
        SECURITY.answer(PARTS, 200, WELL);
        forgotten();
    }

    @AfterEach
    void asEver() {
        PAYMENT.answerAsEver(PARTS);
        SESSION.answerAsEver(PARTS);
        SECURITY.answerAsEver(PARTS);
    }

    /** Older than an answer is given again. */
    private void forgotten() {
        clock.advance(Duration.ofSeconds(3));
        heartbeat();
    }

    private HttpResponse<String> asOperator(String permission) {
        return send(request(PATH)
                .header(
                        "Authorization",
                        "Bearer " + token().permissions(permission).sign()));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void anybodyLearnsTheWordAndNothingElse() {
        var answer = send(request(PATH));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json(answer).propertyNames()).containsExactlyInAnyOrder("status", "checkedAt");
        assertThat(json(answer).path("status").asString()).isEqualTo("DEGRADED");
        assertThat(json(asOperator("payment.view")).propertyNames()).containsExactlyInAnyOrder("status", "checkedAt");
    }

    @Test
    void anOperatorLearnsEverythingButAddresses() {
        var answer = asOperator("system.view");
        var health = json(answer);
        var services = health.path("services");

        assertThat(services.propertyNames())
                .containsExactlyInAnyOrder("gateway", "notification", "payment", "security", "session");
        assertThat(services.path("session").path("status").asString()).isEqualTo("UP");
        assertThat(services.path("notification").path("status").asString()).isEqualTo("DOWN");
        assertThat(services.path("notification").path("reason").asString()).isEqualTo("no report");
        assertThat(services.path("gateway")
                        .path("parts")
                        .path("revocations")
                        .path("status")
                        .asString())
                .isNotEmpty();
        assertThat(health.path("providers").toString()).isEqualTo("{\"knet\":\"DOWN\",\"stripe\":\"UP\"}");
        assertThat(health.path("database").asString()).isEqualTo("UP");
        assertThat(answer.body()).doesNotContain("127.0.0.1", "http", "Exception");
        assertThat(asOperator("ALL").body()).contains("services");
    }

    @Test
    void withoutThoseThatPeoplePayAndSignInByItIsDown() {
        SESSION.answer(PARTS, 500, "{}");

        var answer = send(request(PATH));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("status").asString()).isEqualTo("DOWN");
    }

    @Test
    void aServiceThatSaysThatItIsDownIsDown() {
        PAYMENT.answer(PARTS, 200, "{\"status\":\"DOWN\",\"parts\":{}}");

        assertThat(send(request(PATH)).statusCode()).isEqualTo(503);
    }

    @Test
    void nonsenseIsNoReport() {
        SECURITY.answer(PARTS, 200, "[\"a password of somebody\"]");

        var answer = asOperator("system.view");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("services").path("security").path("status").asString())
                .isEqualTo("DOWN");
        assertThat(answer.body()).doesNotContain("password");
    }

    @Test
    void anAnswerIsGivenAgainForTwoSeconds() {
        var first = json(send(request(PATH))).path("checkedAt");
        SESSION.answer(PARTS, 500, "{}");

        assertThat(send(request(PATH)).statusCode()).isEqualTo(200);
        assertThat(json(send(request(PATH))).path("checkedAt")).isEqualTo(first);
        forgotten();
        assertThat(send(request(PATH)).statusCode()).isEqualTo(503);
    }

    @Test
    void aTokenThatIsNotGoodIsRefusedRatherThanIgnored() {
        var answer = send(request(PATH).header("Authorization", "Bearer not-a-token"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void livenessAndReadinessKnowNothingOfTheServices() {
        SESSION.answer(PARTS, 500, "{}");
        PAYMENT.answer(PARTS, 500, "{}");

        for (var probe : new String[] {"liveness", "readiness"}) {
            assertThat(send(HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:%d/actuator/health/%s".formatted(managementPort, probe))))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
