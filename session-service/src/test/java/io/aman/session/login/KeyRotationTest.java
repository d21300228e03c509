package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import io.aman.events.AccessEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Signing keys as an administrator rotates them, and as everybody else meets them. */
class KeyRotationTest extends RunningService {

    KeyRotationTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void theNextKeyIsPublishedBeforeItSignsAndItIsToldWhoWantedIt() throws Exception {
        var admin = signedInAdmin();

        var response = rotate(admin, "{\"reason\":\"once a year\"}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var next = text(read(response), "keyId");
        assertThat(JWKSet.parse(jwks().body()).getKeyByKeyId(next)).isNotNull();
        assertThat(keyId(signedIn())).isNotEqualTo(next);
        assertThat(text(read(rotate(admin, "{\"reason\":\"again\"}")), "keyId")).isEqualTo(next);
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", "signing-key", AccessEvent.SigningKeyRotated.class))
                .anySatisfy(rotated -> {
                    assertThat(rotated.keyId()).isEqualTo(next);
                    assertThat(rotated.by().name()).isEqualTo("user:" + text(admin.get("user"), "id"));
                    assertThat(rotated.by().reason()).isEqualTo("once a year");
                    assertThat(rotated.by().address()).isEqualTo("203.0.113.7");
                }));
    }

    @Test
    void inAnEmergencyOldTokensStopAtOnceAndRefreshGoesOn() throws Exception {
        var admin = signedInAdmin();
        var person = signedIn();

        var next = text(read(rotate(admin, "{\"reason\":\"a backup was lost\",\"emergency\":true}")), "keyId");

        assertThat(post("/api/auth/logout", "", "Authorization", bearer(person)).statusCode())
                .isEqualTo(401);
        var refreshed = read(refresh(text(person, "refreshToken")));
        assertThat(keyId(refreshed)).isEqualTo(next);
        assertThat(JWKSet.parse(jwks().body()).getKeys()).hasSize(1);
        assertThat(post("/api/auth/logout", "", "Authorization", bearer(refreshed))
                        .statusCode())
                .isEqualTo(204);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyWhoMayRotateKeysDoes() {
        var response = rotate(signedIn(), "{\"reason\":\"for fun\"}");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(post("/api/admin/keys/rotate", "{\"reason\":\"for fun\"}").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\" \"}",
                "{\"reason\":\"x\",\"emergency\":\"true\"}",
                "{\"reason\":\"x\",\"keyId\":\"mine\"}",
                "[]",
                ""
            })
    void withoutAReasonOrWithMoreThanIsAskedNothingRotates(String body) {
        assertThat(rotate(signedInAdmin(), body).statusCode()).isEqualTo(400);
    }

    @Test
    void theKeySetSaysHowLongItMayBeKeptAndThatNothingHasChanged() {
        var response = jwks();
        var tag = response.headers().firstValue("ETag").orElseThrow();

        assertThat(response.headers().firstValue("Cache-Control").orElse(""))
                .contains("max-age=300")
                .contains("public");
        assertThat(response.body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        assertThat(jwks("If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(jwks("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> rotate(JsonNode signedIn, String body) {
        return post("/api/admin/keys/rotate", body, "Authorization", bearer(signedIn));
    }

    private HttpResponse<String> jwks(String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/.well-known/jwks.json".formatted(port)));
        return send((headers.length > 0 ? request.headers(headers) : request).build());
    }

    private static String keyId(JsonNode signedIn) throws Exception {
        return JWSObject.parse(text(signedIn, "token")).getHeader().getKeyID();
    }
}
