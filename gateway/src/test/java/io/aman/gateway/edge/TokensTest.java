package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest extends GatewayTest {

    static Stream<Named<UnaryOperator<TestToken>>> flaws() {
        return Stream.of(
                flaw("another key", token -> token.signedWith(TestTokens.newKey("test-key"))),
                flaw("unknown key id", token -> token.header("kid", "x' OR '1'='1")),
                flaw("not an access token", token -> token.header("typ", "logout+jwt")),
                flaw("key by reference", token -> token.header("x5u", "https://attacker.example/c.pem")),
                flaw("compressed", token -> token.header("zip", "DEF")),
                flaw("critical extension", token -> token.header("crit", List.of("b64"))),
                flaw("another issuer", token -> token.claim("iss", "http://evil")),
                flaw("another audience", token -> token.claim("aud", "other-service")),
                flaw("no session", token -> token.claim("sid", null)),
                flaw("no end", token -> token.claim("exp", null)),
                flaw("from the future", token -> token.claim("iat", 9_999_999_999L)));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void aFlawedTokenIsRefused(UnaryOperator<TestToken> flaw) {
        var answer = with(flaw.apply(token()).sign());

        assertRefused(answer, "SESSION_INVALID");
    }

    @Test
    void aTokenWithoutSignatureIsRefused() {
        assertRefused(with(token().header("alg", "none").withSignature("")), "SESSION_INVALID");
        assertRefused(with(token().header("alg", "HS256").sign()), "SESSION_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer a b", "Bearer é", "Bearer a.b.c"})
    void whatIsNoBearerTokenIsRefused(String authorization) throws Exception {
        var answer = sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                + authorization + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").contains("\"code\":\"SESSION_INVALID\"");
    }

    @Test
    void twoAuthorizationsAreRefused() throws Exception {
        var answer = sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: " + bearer()
                + "\r\nAuthorization: " + bearer() + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    @Test
    void aGoodTokenPassesAndReachesTheService() {
        var token = token().sign();

        assertThat(with(token).statusCode()).isEqualTo(200);
        assertThat(PAYMENT.seen(requestId).header("Authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void aTokenThatWasAcceptedIsRefusedOnceItExpired() {
        var token = token().sign();
        assertThat(with(token).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(5).plusSeconds(59));
        heartbeat();
        assertThat(with(token).statusCode()).isEqualTo(200); // the minute that clocks may differ by
        clock.advance(Duration.ofSeconds(2));

        assertRefused(with(token), "TOKEN_EXPIRED");
    }

    @Test
    void aTokenThatWasAcceptedIsRefusedOnceItsSessionIsOver() {
        var token = token().sign();
        assertThat(with(token).statusCode()).isEqualTo(200);

        revoke("ses_" + requestId);
        await().until(() -> with(token).statusCode() == 401);

        assertRefused(with(token), "SESSION_REVOKED");
        // another spelling or another token of the session helps nobody
        assertRefused(with(token().sign()), "SESSION_REVOKED");
    }

    @Test
    void twentyAtOncePassTogether() throws Exception {
        var token = token().sign();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call = () -> with(token).statusCode();
            var answers =
                    threads.invokeAll(Stream.generate(() -> call).limit(20).toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(PAYMENT.count(requestId)).isEqualTo(20);
    }

    @Test
    void withoutHeartbeatsChangesAreRefusedAndReadsGoOn() {
        clock.advance(Duration.ofSeconds(31));
        var read = with(token().sign());
        var change = send(signedIn("/api/payments").POST(BodyPublishers.ofString("{}")));

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(change.statusCode()).isEqualTo(503);
        assertThat(change.body()).contains("\"code\":\"REVOCATION_STALE\"");
        assertThat(change.headers().firstValue("Retry-After")).contains("5");
        assertThat(send(request("/api/auth/login").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);

        heartbeat();
        await().until(() -> !revocations.isStale());
        assertThat(send(signedIn("/api/payments").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> with(String token) {
        return send(request("/api/payments").header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"traceId\":\"");
    }

    private static Named<UnaryOperator<TestToken>> flaw(String name, UnaryOperator<TestToken> flaw) {
        return Named.of(name, flaw);
    }
}
