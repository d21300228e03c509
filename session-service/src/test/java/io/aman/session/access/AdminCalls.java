package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Limits;
import io.aman.session.login.RunningService;
import io.aman.session.token.AccessTokens;
import io.aman.session.token.Grant;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Calls of administrators to the running service; their tokens are made, not signed in for. */
abstract class AdminCalls extends RunningService {

    static final String REASON = "asked for by phone, ticket 4711";
    static final String ADMIN = "usr_0d9b4c8f6a7e4f3c9b1a2d3e4f5a6b7c";

    private final AccessTokens tokens;

    AdminCalls(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, AccessTokens tokens) {
        super(mongo, verifier, breakers);
        this.tokens = tokens;
    }

    /** A token of somebody who has just signed in. */
    String tokenOf(String userId, String... permissions) {
        return token(userId, Instant.now(), permissions);
    }

    String token(String userId, Instant authenticatedAt, String... permissions) {
        var grant = new Grant(
                userId,
                "ses_of_" + userId,
                Set.of(permissions),
                authenticatedAt,
                List.of("pwd"),
                null,
                new Standing(0, 0, Long.MAX_VALUE),
                Limits.NONE);
        return tokens.issue(grant, Instant.now()).reveal();
    }

    String admin() {
        return tokenOf(ADMIN, AccessToken.ALL);
    }

    HttpResponse<String> call(String method, String path, String token, Object body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Content-Type", "application/json")
                .header("User-Agent", "a browser")
                .header("X-Client-Address", "203.0.113.8")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body instanceof String text ? text : json(body)))
                .build());
    }

    HttpResponse<String> get(String path, String token) {
        return call("GET", path, token, "");
    }

    HttpResponse<String> post(String path, String token, Map<String, ?> body) {
        return call("POST", path, token, body);
    }

    HttpResponse<String> changeRoles(String token, String userId, String... roles) {
        return call(
                "PUT", "/api/admin/users/%s/roles".formatted(userId), token, Map.of("roles", roles, "reason", REASON));
    }

    HttpResponse<String> define(String token, String role, String... permissions) {
        return call("PUT", "/api/admin/roles/" + role, token, Map.of("permissions", permissions));
    }

    /** The id of a registered person who has not signed in. */
    String person() {
        assertThat(register(PASSWORD).statusCode()).isEqualTo(202);
        return idOf(email);
    }

    String idOf(String address) {
        return text(
                read(get("/api/admin/users?q=" + address, admin())).get("items").get(0), "id");
    }

    static String id(JsonNode signedIn) {
        return text(signedIn.get("user"), "id");
    }

    static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(text(read(response), "code")).isEqualTo(code);
    }

    static void done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 204);
    }
}
