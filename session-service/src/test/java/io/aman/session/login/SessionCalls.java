package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** What is asked about sessions over HTTP. */
abstract class SessionCalls extends RunningService {

    SessionCalls(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    HttpResponse<String> call(String method, String path, JsonNode who) {
        return call(method, path, text(who, "token"), "");
    }

    HttpResponse<String> call(String method, String path, String token, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Client-Address", "203.0.113.7")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    JsonNode again() {
        return read(login(email, PASSWORD));
    }

    static List<JsonNode> items(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return StreamSupport.stream(read(response).get("items").spliterator(), false)
                .toList();
    }

    static List<String> ids(HttpResponse<String> response) {
        return items(response).stream().map(item -> text(item, "id")).toList();
    }

    String code(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return text(read(response), "code");
    }

    /** The proof of a session, moved back in time. */
    void provedAt(JsonNode who, Instant at) throws Exception {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(claim(who, "sid"))), new Update().set("p", at), "sessions");
    }

    static Instant longAgo() {
        return Instant.parse("2020-01-01T00:00:00Z");
    }
}
