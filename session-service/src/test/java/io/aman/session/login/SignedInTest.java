package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/** How a session goes on by refreshes, and ends. */
class SignedInTest extends RunningService {

    SignedInTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void refreshReplacesTheTokenAndRepeatsItselfForTheOneBefore() {
        var answer = signedIn();
        var first = text(answer, "refreshToken");

        var second = text(read(refresh(first)), "refreshToken");
        assertThat(second).isNotEqualTo(first);
        assertThat(text(read(refresh(first)), "refreshToken")).isEqualTo(second);
        var third = refresh(second);
        assertThat(verifier.verify(text(read(third), "token")).permissions()).contains("payment.create");
        // Two behind: a copy. The session is over for both who hold one.
        assertThat(text(read(refresh(first)), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(text(read(refresh(text(read(third), "refreshToken"))), "code"))
                .isEqualTo("SESSION_REVOKED");
    }

    @Test
    void aForgedRefreshTokenChangesNothing() {
        var genuine = text(signedIn(), "refreshToken");
        var forged = genuine.replace(".0.", ".1.");
        var refused = refresh(forged);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(text(read(refused), "code")).isEqualTo("SESSION_INVALID");
        assertThat(refresh(genuine).statusCode()).isEqualTo(200);
    }

    @Test
    void logoutEndsTheSessionAndTellsTheGateways() throws Exception {
        var answer = signedIn();
        var sid = claim(answer, "sid");
        var bearer = "Bearer " + text(answer, "token");

        assertThat(post("/api/auth/logout", "", "Authorization", bearer).statusCode())
                .isEqualTo(204);
        assertThat(post("/api/auth/logout", "", "Authorization", bearer).statusCode())
                .isEqualTo(204);
        assertThat(text(read(refresh(text(answer, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("session.revocations.v1", "sid:" + sid))
                .singleElement()
                .extracting(event -> event.data())
                .isInstanceOf(RevocationEvent.Session.class));
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", text(answer.get("user"), "id"), SessionEvent.Ended.class))
                .singleElement()
                .matches(ended -> ended.reason().equals("logout")));
    }

    @Test
    void logoutNeedsAToken() {
        assertThat(post("/api/auth/logout", "").statusCode()).isEqualTo(401);
        assertThat(post("/api/auth/logout", "", "Authorization", "Bearer x.y.z").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aDisabledUserIsNotRefreshedAndTheSessionEnds() {
        var answer = signedIn();
        disable();
        assertThat(text(read(refresh(text(answer, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", text(answer.get("user"), "id"), SessionEvent.Ended.class))
                .singleElement()
                .matches(ended -> ended.reason().equals("user-disabled")));
    }

    @Test
    void permissionsAreLookedUpAtEachIssue() {
        var answer = signedIn();
        mongo.updateFirst(byEmail(), Update.update("roles", List.of("USER", "ADMIN")), "users");
        var refreshed = read(refresh(text(answer, "refreshToken")));
        assertThat(verifier.verify(text(refreshed, "token")).permits("anything.at.all"))
                .isTrue();
    }

    @Test
    void theKeysArePublishedForAWhile() throws Exception {
        var response =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/.well-known/jwks.json".formatted(port)))
                        .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("max-age=300, public");
        assertThat(JWKSet.parse(response.body()).getKeys())
                .isNotEmpty() // others of this service may have been rotated
                .allMatch(key ->
                        !key.isPrivate() && "RS256".equals(key.getAlgorithm().getName()));
    }

    @Test
    void theGatewaysHearAHeartbeat() {
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("session.revocations.v1", "heartbeat"))
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(event -> event.data())
                .hasOnlyElementsOfType(RevocationEvent.Heartbeat.class));
    }

    @Test
    void answersWithTokensAreNotCached() {
        signedIn();
        assertThat(login(email, PASSWORD).headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");
    }
}
