package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.aman.gateway.GatewayTest;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
                flaw("key by a path", token -> token.header("kid", "../../../dev/null")),
                flaw("key by an object", token -> token.header("kid", Map.of("$ne", ""))),
                flaw("certificate by reference", token -> token.header("x5u", "https://attacker.example/c.pem")),
                flaw(
                        "its own key",
                        token -> token.header(
                                "jwk", TestTokens.newKey("x").toPublicJWK().toJSONObject())),
                flaw("compressed", token -> token.header("zip", "DEF")),
                flaw("critical extension", token -> token.header("crit", List.of("b64"))),
                flaw("another issuer", token -> token.claim("iss", "http://evil")),
                flaw("another audience", token -> token.claim("aud", "other-service")),
                flaw("other audiences", token -> token.claim("aud", List.of("a", "b"))),
                flaw("no audience", token -> token.claim("aud", List.of())),
                flaw("a person who is an object", token -> token.claim("sub", Map.of("$gt", ""))),
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

    @ParameterizedTest
    @ValueSource(strings = {"none", "nOnE", "NONE", ""})
    void aTokenWithoutSignatureIsRefused(String algorithm) {
        assertRefused(with(token().header("alg", algorithm).withSignature("")), "SESSION_INVALID");
        assertRefused(with(token().header("alg", null).withSignature("")), "SESSION_INVALID");
    }

    @Test
    void ourPublicKeyIsNobodysSharedSecret() throws Exception {
        var publicKey = ((RSAKey) TestTokens.jwks().getKeys().getFirst()).toRSAPublicKey();
        var token = token().header("alg", "HS256");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey.getEncoded(), "HmacSHA256"));
        var signature = Base64URL.encode(mac.doFinal(token.signingInput().getBytes(StandardCharsets.US_ASCII)));

        assertRefused(with(token.withSignature(signature.toString())), "SESSION_INVALID");
        assertRefused(with(token.sign()), "SESSION_INVALID");
    }

    @Test
    void aKeyByReferenceIsNotFetched() throws Exception {
        try (var attacker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = "http://127.0.0.1:" + attacker.getLocalPort() + "/jwks.json";
            assertRefused(with(token().header("jku", address).sign()), "SESSION_INVALID");
            attacker.setSoTimeout(1);

            assertThatThrownBy(attacker::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void permissionsThatWereWrittenInAreRefused() {
        var parts = token().sign().split("\\.", -1);
        var more = token().permissions("ALL").signingInput().split("\\.", -1);

        assertRefused(with(parts[0] + "." + more[1] + "." + parts[2]), "SESSION_INVALID");
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

        clock.set(clock.instant().truncatedTo(ChronoUnit.SECONDS)); // as the token's own times
        clock.advance(Duration.ofMinutes(6).minusMillis(1));
        assertThat(with(token).statusCode()).isEqualTo(200); // the minute that clocks may differ by
        clock.advance(Duration.ofMillis(2));

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
