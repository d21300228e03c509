package io.aman.payment.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

class HealthApiTest extends SandboxedService {

    @LocalManagementPort
    private int managementPort;

    private JsonNode health() {
        var answer = get("/api/payments/health", "payment.metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode provider(JsonNode health, String name) {
        return health.path("providers")
                .valueStream()
                .filter(provider -> provider.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itNamesEachProviderWithItsBreakerAndLastSuccess() {
        authorized();
        var health = health();
        var stripe = provider(health, "stripe");
        assertThat(stripe.path("breaker").asString()).isEqualTo("CLOSED");
        assertThat(stripe.path("lastSuccessAt").asString()).isNotEmpty();
        assertThat(stripe.path("alerts").isArray()).isTrue();
        assertThat(provider(health, "knet").path("breaker").asString()).isEqualTo("CLOSED");
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("storage").path("status").asString()).isEqualTo("UP");
        assertThat(health.path("outbox").path("isMore").asBoolean()).isFalse();
        assertThat(health.path("checkedAt").asString()).isNotEmpty();
    }

    @Test
    void anOutcomeThatNobodyKnowsIsUnresolvedUntilItIs() {
        var id = authorized();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture", 500, 1);
        plan(Fault.Kind.STATUS, "/v1/payment_intents/" + ref(id) + "$", 500, 1_000);
        assertThat(capture(id).status()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(inbox().toString()).contains(id);
            assertThat(health().path("unresolved").asInt()).isEqualTo(inbox().size());
        });
        SANDBOX.faults().clear();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(inbox().toString()).doesNotContain(id);
            assertThat(health().path("unresolved").asInt()).isEqualTo(inbox().size());
        });
    }

    private JsonNode inbox() {
        return get("/api/payments/unknown-outcomes?limit=100", "payment.admin")
                .json()
                .path("items");
    }

    @Test
    void onlyWhoMaySeeFiguresSeesIt() {
        assertThat(get("/api/payments/health", "payment.view").status()).isEqualTo(403);
        assertThat(send("GET", "/api/payments/health", null, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void readinessKnowsNothingOfProviders() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }
}
