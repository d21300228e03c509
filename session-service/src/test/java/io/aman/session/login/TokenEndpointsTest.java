package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Actor;
import io.aman.events.SessionEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@code /oauth2/introspect} and {@code /oauth2/revoke}, as a client meets them. */
class TokenEndpointsTest extends RunningService {

    private static final String INACTIVE = "{\"active\":false}";
    private static final String GATEWAY = basic("gateway", CLIENT_SECRET);

    TokenEndpointsTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void anAccessTokenThatCountsIsDescribedWhole() throws Exception {
        var signedIn = signedIn();

        var response = introspect(text(signedIn, "token"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        var answer = read(response);
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder(
                        "active",
                        "token_type",
                        "iss",
                        "sub",
                        "aud",
                        "client_id",
                        "sid",
                        "iat",
                        "exp",
                        "jti",
                        "auth_time",
                        "acr",
                        "amr",
                        "scope");
        assertThat(answer.get("active").asBoolean()).isTrue();
        assertThat(text(answer, "token_type")).isEqualTo("Bearer");
        assertThat(text(answer, "sub")).isEqualTo(text(signedIn.get("user"), "id"));
        assertThat(text(answer, "sid")).isEqualTo(claim(signedIn, "sid"));
        assertThat(text(answer, "client_id")).isEqualTo("aman");
        assertThat(text(answer, "acr")).isEqualTo("aal1");
        assertThat(text(answer, "scope")).isEqualTo("invoice.view payment.create payment.view");
        assertThat(answer.get("exp").asLong() - answer.get("iat").asLong()).isEqualTo(300);
    }

    @Test
    void aRefreshTokenThatCountsIsNotTakenForAnAccessToken() throws Exception {
        var signedIn = signedIn();

        var answer = read(introspect(text(signedIn, "refreshToken")));

        assertThat(answer.get("active").asBoolean()).isTrue();
        assertThat(text(answer, "token_type")).isEqualTo("refresh_token");
        assertThat(text(answer, "sid")).isEqualTo(claim(signedIn, "sid"));
        assertThat(answer.has("scope")).isFalse();
        assertThat(answer.get("exp").asLong() - answer.get("iat").asLong()).isEqualTo(24 * 3600);
    }

    @Test
    void anEndedSessionsTokensAreInactiveBeforeAnybodyIsTold() {
        var signedIn = signedIn();
        post("/api/auth/logout", "", "Authorization", bearer(signedIn));

        assertThat(introspect(text(signedIn, "token")).body()).isEqualTo(INACTIVE);
        assertThat(introspect(text(signedIn, "refreshToken")).body()).isEqualTo(INACTIVE);
    }

    @Test
    void aDisabledPersonsTokensAreInactive() {
        var signedIn = signedIn();
        mongo.updateFirst(Query.query(Criteria.where("email").is(email)), Update.update("enabled", false), "users");

        assertThat(introspect(text(signedIn, "token")).body()).isEqualTo(INACTIVE);
        assertThat(introspect(text(signedIn, "refreshToken")).body()).isEqualTo(INACTIVE);
    }

    @Test
    void aReplacedRefreshTokenIsInactiveAndAskingEndsNothing() {
        var first = text(signedIn(), "refreshToken");
        var second = text(read(refresh(first)), "refreshToken");
        var third = text(read(refresh(second)), "refreshToken");

        assertThat(introspect(first).body()).isEqualTo(INACTIVE);
        assertThat(read(introspect(third)).get("active").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.e30.",
                "ses_00000000000000000000000000000000.0.x",
                "{\"$gt\":\"\"}"
            })
    void whatIsNoTokenIsInactiveAndNothingMoreIsSaid(String token) {
        var response = introspect(token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(INACTIVE);
    }

    @Test
    void aRevokedRefreshTokenTakesItsSessionWithIt() throws Exception {
        var signedIn = signedIn();
        var userId = text(signedIn.get("user"), "id");

        assertThat(revoke(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);

        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(introspect(text(signedIn, "token")).body()).isEqualTo(INACTIVE);
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events("session.revocations.v1", "sid:" + claim(signedIn, "sid")))
                    .hasSize(1);
            assertThat(EmbeddedKafka.events("sessions.v1", userId, SessionEvent.Ended.class))
                    .singleElement()
                    .matches(ended -> ended.reason().equals("revoked")
                            && new Actor("service:gateway", "203.0.113.7", null).equals(ended.by()));
        });
    }

    @Test
    void aRevokedAccessTokenTakesItsSessionWithItToo() {
        var signedIn = signedIn();

        assertThat(revoke(text(signedIn, "token")).statusCode()).isEqualTo(200);

        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
    }

    @Test
    void revokingWhatIsUnknownOrGoneIsAsGood() {
        var signedIn = signedIn();
        revoke(text(signedIn, "token"));

        assertThat(revoke(text(signedIn, "token")).statusCode()).isEqualTo(200);
        assertThat(revoke("never issued").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyAClientMayAskAndAUsersTokenIsNone() {
        var token = text(signedIn(), "token");
        for (var path : new String[] {"/oauth2/introspect", "/oauth2/revoke"}) {
            for (var header : new String[] {
                null,
                "Bearer " + token,
                "Basic",
                "Basic ",
                "Basic %%%",
                basic("gateway", "wrong"),
                basic("gateway", ""),
                basic("nobody", CLIENT_SECRET),
                basic("", ""),
                "Basic " + Base64.getEncoder().encodeToString("gateway".getBytes(StandardCharsets.UTF_8)),
                "Basic " + "A".repeat(2000)
            }) {
                var response = form(path, "token=" + token, header);
                assertThat(response.statusCode()).as(header).isEqualTo(401);
                assertThat(text(read(response), "error")).isEqualTo("invalid_client");
                assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Basic ");
            }
        }
        assertThat(read(introspect(token)).get("active").asBoolean()).isTrue();
    }

    @Test
    void aTokenCountsInTheFormOnlyAndOnce() {
        var token = text(signedIn(), "token");
        for (var body :
                new String[] {"", "token=", "tokens=x", "token=%zz", "token=a&token=b", "token=" + "x".repeat(20_000)
                }) {
            var response = form("/oauth2/introspect", body, GATEWAY);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(text(read(response), "error")).isEqualTo("invalid_request");
        }
        assertThat(form("/oauth2/introspect?token=" + token, "", GATEWAY).statusCode())
                .isEqualTo(400);
        assertThat(form("/oauth2/introspect", "token_type_hint=refresh_token&token=" + token, GATEWAY)
                        .body())
                .contains("\"active\":true");
        assertThat(post("/oauth2/introspect", "{\"token\":\"x\"}", "Authorization", GATEWAY)
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void noTokenAndNoSecretIsPrinted(CapturedOutput output) {
        var signedIn = signedIn();
        introspect(text(signedIn, "token"));
        introspect(text(signedIn, "token") + "x");
        revoke(text(signedIn, "refreshToken"));

        assertThat(output.getAll())
                .doesNotContain(text(signedIn, "token"))
                .doesNotContain(text(signedIn, "refreshToken"))
                .doesNotContain(CLIENT_SECRET)
                .doesNotContain(GATEWAY);
    }

    private HttpResponse<String> introspect(String token) {
        return form("/oauth2/introspect", "token=" + encoded(token), GATEWAY);
    }

    private HttpResponse<String> revoke(String token) {
        return form("/oauth2/revoke", "token=" + encoded(token), GATEWAY);
    }

    private HttpResponse<String> form(String path, String body, @Nullable String authorization) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Client-Address", "203.0.113.7")
                .POST(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    private static String basic(String id, String secret) {
        var pair = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
