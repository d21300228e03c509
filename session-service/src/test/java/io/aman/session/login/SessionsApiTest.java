package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;

/** What people see of their sessions, and do to them. */
class SessionsApiTest extends SessionCalls {

    SessionsApiTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void theLoginSaysWhenTheSessionIsOver() {
        var answer = signedIn();
        var expires = Instant.parse(text(answer, "expiresAt"));
        var idle = Instant.parse(text(answer, "idleAt"));
        assertThat(expires).isAfter(idle);
        assertThat(text(answer, "warnAt")).isEqualTo(idle.minusSeconds(300).toString());
    }

    @Test
    void mineAreListedWithTheCurrentOneMarkedAndNothingElseOfThem() throws Exception {
        var first = signedIn();
        var second = again();
        var items = items(call("GET", "/api/sessions", second));
        assertThat(items)
                .extracting(item -> text(item, "id"))
                .containsExactly(claim(second, "sid"), claim(first, "sid"));
        assertThat(items).extracting(item -> item.get("current").asBoolean()).containsExactly(true, false);
        assertThat(items.getFirst().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "current",
                        "createdAt",
                        "authenticatedAt",
                        "expiresAt",
                        "idleAt",
                        "warnAt",
                        "lastActivity",
                        "address",
                        "userAgent",
                        "device");
        var stats = read(call("GET", "/api/sessions/stats", second));
        assertThat(stats.get("logins").asInt()).isEqualTo(2);
        assertThat(stats.get("devices").get(0).get("count").asInt()).isEqualTo(2);
        assertThat(stats.get("failedLogins").asInt()).isZero();
    }

    @Test
    void theStatisticsCountEveryRefusedSignInToTheAccountAndNobodyElses() {
        var who = signedIn();
        login(email, "wrong horse battery");
        SECURITY.answers(200, StubSecurityService.DENY);
        login(email, PASSWORD);
        login("nobody@example.com", PASSWORD);

        var stats = read(call("GET", "/api/sessions/stats", who));
        assertThat(stats.get("failedLogins").asInt()).isEqualTo(2);
        assertThat(stats.get("logins").asInt()).isEqualTo(1);
    }

    @Test
    void oneEndsAndItsTokensWithIt() throws Exception {
        var first = signedIn();
        var second = again();
        var path = "/api/sessions/" + claim(first, "sid");
        assertThat(call("DELETE", path, second).statusCode()).isEqualTo(204);
        assertThat(call("DELETE", path, second).statusCode()).isEqualTo(204);
        assertThat(code(refresh(text(first, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        assertThat(refresh(text(second, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(ids(call("GET", "/api/sessions", second))).containsExactly(claim(second, "sid"));
    }

    @Test
    void allOthersEndByOneRevocationAndThenAllOfThem() throws Exception {
        var first = signedIn();
        var second = again();
        var userId = claim(second, "sub");
        assertThat(call("POST", "/api/sessions/terminate-all", second).statusCode())
                .isEqualTo(204);
        assertThat(code(refresh(text(first, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        var goesOn = read(refresh(text(second, "refreshToken")));
        assertThat(text(goesOn, "token")).isNotEmpty();
        // the ended one cannot save itself by ending all others
        assertThat(code(call("POST", "/api/sessions/terminate-all", first), 401))
                .isEqualTo("SESSION_REVOKED");

        assertThat(call("POST", "/api/sessions/force-logout", second).statusCode())
                .isEqualTo(204);
        assertThat(code(refresh(text(goesOn, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        assertThat(refresh(text(again(), "refreshToken")).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "user:" + userId))
                .extracting(EventEnvelope::data)
                .extracting("minGeneration", "sparedSessionId")
                .containsExactly(tuple(1L, claim(second, "sid")), tuple(2L, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hours\":0}",
                "{\"hours\":-1}",
                "{\"hours\":73}",
                "{\"hours\":1e9}",
                "{\"hours\":1.5}",
                "{\"hours\":\"NaN\"}",
                "{\"hours\":{\"$gt\":0}}",
                "{\"hours\":24,\"expiresAt\":\"2100-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"2100-01-01T00:00:00Z\"}",
                "[]"
            })
    void anExtensionByAnythingButAFewHoursIsRefused(String body) {
        var who = signedIn();
        assertThat(call("POST", "/api/sessions/extend", text(who, "token"), body)
                        .statusCode())
                .isEqualTo(400);
        var mine = items(call("GET", "/api/sessions", who)).getFirst();
        assertThat(text(mine, "expiresAt")).isEqualTo(text(who, "expiresAt"));
    }

    @Test
    void anExtensionBeyondADayTakesAFreshSignIn() throws Exception {
        var who = signedIn();
        var extended = read(call("POST", "/api/sessions/extend", text(who, "token"), "{\"hours\":72}"));
        var latest = Instant.parse(text(extended, "expiresAt"));
        assertThat(latest).isAfter(text(who, "expiresAt"));

        var other = again();
        provedAt(other, longAgo());
        var refused = call("POST", "/api/sessions/extend", text(other, "token"), "{\"hours\":72}");
        assertThat(code(refused, 401)).isEqualTo("STEP_UP_REQUIRED");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal1\", max_age=300");
    }

    @Test
    void whatIsOverIsNotExtended() throws Exception {
        var who = signedIn();
        call("POST", "/api/auth/logout", who);
        assertThat(code(call("POST", "/api/sessions/extend", who), 401)).isEqualTo("SESSION_REVOKED");
    }

    @Test
    void aSessionIsNeverTakenFromWhoeverSignsIn() throws Exception {
        var first = signedIn();
        var response = post(
                "/api/auth/login",
                json(Map.of("email", email, "password", PASSWORD)),
                "Cookie",
                "sid=%1$s; JSESSIONID=%1$s".formatted(claim(first, "sid")),
                "Authorization",
                "Bearer " + text(first, "token"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.startsWith("__Host-aman-known=kdv_"));
        assertThat(claim(read(response), "sid")).isNotEqualTo(claim(first, "sid"));
    }
}
