package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Calls with a token, and what they answer. */
abstract class PasskeyCalls extends RunningService {

    PasskeyCalls(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    HttpResponse<String> call(String method, String path, String authorization, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Content-Type", "application/json")
                .header("User-Agent", "a browser")
                .header("X-Client-Address", "203.0.113.7")
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }

    static Map<String, Object> map(JsonNode node) {
        return JSON.convertValue(node, new TypeReference<>() {});
    }
}
