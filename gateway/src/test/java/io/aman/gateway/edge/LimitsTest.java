package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers see of their limits; abuse cases 55 and 56 as far as one gateway goes. */
class LimitsTest extends GatewayTest {

    private final String person = "usr_" + UUID.randomUUID();

    private TestToken limited(int perSecond, int perMinute, int concurrency, long daily, long monthly) {
        return TestTokens.token(person)
                .session("ses_" + UUID.randomUUID())
                .issuedAt(clock.instant())
                .claim("lim", List.of(perSecond, perMinute, concurrency, daily, monthly));
    }

    private HttpResponse<String> get(String path, TestToken token) {
        return send(request(path).header("Authorization", "Bearer " + token.sign()));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"traceId\":\"");
    }

    @Test
    void oneMoreThanTheLimitIsRefusedWithTheTimeToComeBackAndReachesNobody() {
        var token = limited(100, 3, 5, 0, 0);
        var first = get("/api/payments", token);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"burst\";q=100;w=1, \"minute\";q=3;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"minute\";r=2;t=61");

        // another token, another session, everything permitted: the same person
        assertThat(get("/api/payments", limited(100, 3, 5, 0, 0)).statusCode()).isEqualTo(200);
        assertThat(get("/api/sessions", limited(100, 3, 5, 0, 0).permissions("ALL"))
                        .statusCode())
                .isEqualTo(200);
        var refused = get("/api/payments", limited(100, 3, 5, 0, 0).permissions("ALL"));
        refused(refused, 429, "RATE_LIMITED");
        assertThat(header(refused, "Retry-After")).isEqualTo("61");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"minute\";r=0;t=61");
        assertThat(PAYMENT.count(requestId)).isEqualTo(2);

        clock.advance(Duration.ofSeconds(61));
        assertThat(get("/api/payments", limited(100, 3, 5, 0, 0)).statusCode()).isEqualTo(200);
    }

    @Test
    void aBurstIsRefusedForASecond() {
        assertThat(get("/api/payments", limited(2, 100, 5, 0, 0)).statusCode()).isEqualTo(200);
        assertThat(get("/api/payments", limited(2, 100, 5, 0, 0)).statusCode()).isEqualTo(200);
        var refused = get("/api/payments", limited(2, 100, 5, 0, 0));

        refused(refused, 429, "RATE_LIMITED");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"burst\";r=0;t=1");
    }

    @Test
    void aPlaceIsFreeAgainWhenTheClientHangsUp() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /api/payments/hangs HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                                    + "\r\nAuthorization: Bearer "
                                    + limited(100, 1000, 1, 0, 0).sign() + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            await().until(() -> PAYMENT.seen(requestId) != null);
            refused(get("/api/sessions", limited(100, 1000, 1, 0, 0)), 429, "RATE_LIMITED");
        }
        // before the service would have been given up
        await().atMost(Duration.ofMillis(1500))
                .until(() -> get("/api/sessions", limited(100, 1000, 1, 0, 0)).statusCode() == 200);
    }

    @Test
    void aPlaceIsFreeAgainAfterAnAnswerAndAfterAFailure() {
        assertThat(get("/api/payments", limited(100, 100, 1, 0, 0)).statusCode())
                .isEqualTo(200);
        assertThat(get("/api/payments/breaks", limited(100, 100, 1, 0, 0)).statusCode())
                .isEqualTo(502);
        assertThat(get("/api/payments/hangs", limited(100, 100, 1, 0, 0)).statusCode())
                .isEqualTo(504);
        assertThat(get("/api/payments", limited(100, 100, 1, 0, 0)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aQuotaIsCountedToldAndNotExceeded() {
        assertThat(get("/api/payments", limited(100, 100, 5, 2, 500)).statusCode())
                .isEqualTo(200);
        var second = get("/api/payments", limited(100, 100, 5, 2, 500));
        assertThat(header(second, "RateLimit"))
                .matches("\"minute\";r=98;t=61, \"day\";r=0;t=\\d+, \"month\";r=498;t=\\d+");
        assertThat(header(second, "RateLimit-Policy")).endsWith("\"day\";q=2;w=86400, \"month\";q=500");
        var refused = get("/api/payments", limited(100, 100, 5, 2, 500));
        refused(refused, 429, "QUOTA_EXCEEDED");
        assertThat(Long.parseLong(header(refused, "Retry-After"))).isBetween(1L, 86_400L);

        var standing = get("/api/quota", limited(100, 100, 5, 2, 500));
        assertThat(standing.statusCode()).isEqualTo(200);
        assertThat(standing.body())
                .startsWith("{\"perSecond\":100,\"perMinute\":100,\"concurrency\":5,\"quotas\":["
                        + "{\"period\":\"day\",\"limit\":2,\"used\":2,\"remaining\":0,\"resetsAt\":\"2026-11-")
                .contains(
                        "{\"period\":\"month\",\"limit\":500,\"used\":2,\"remaining\":498,\"resetsAt\":\"2026-12-01T");
        assertThat(PAYMENT.count(requestId)).isEqualTo(2);
    }

    @Test
    void askingForTheStandingCountsAsARequestAndNeedsAToken() {
        var none = get("/api/quota", limited(100, 2, 5, 0, 0));
        assertThat(none.body()).endsWith("\"quotas\":[]}");
        assertThat(none.headers().firstValue("Cache-Control")).contains("no-store");
        get("/api/quota", limited(100, 2, 5, 0, 0));
        refused(get("/api/quota", limited(100, 2, 5, 0, 0)), 429, "RATE_LIMITED");

        refused(send(request("/api/quota")), 401, "SESSION_INVALID");
        assertThat(send(signedIn("/api/quota").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoActsAsAPersonIsCountedAsThemselves() {
        var actor = "usr_" + UUID.randomUUID();
        for (var i = 0; i < 2; i++) {
            var acting = limited(100, 2, 5, 0, 0).claim("act", Map.of("sub", actor));
            assertThat(get("/api/payments", acting).statusCode()).isEqualTo(200);
        }
        refused(get("/api/payments", limited(100, 2, 5, 0, 0).claim("act", Map.of("sub", actor))), 429, "RATE_LIMITED");

        assertThat(get("/api/payments", limited(100, 2, 5, 0, 0)).statusCode()).isEqualTo(200);
        var anotherPerson = TestTokens.token("usr_other")
                .issuedAt(clock.instant())
                .claim("lim", List.of(100, 2, 5, 0, 0))
                .claim("act", Map.of("sub", actor));
        refused(get("/api/payments", anotherPerson), 429, "RATE_LIMITED");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/admin/users,user.admin,role.admin",
        "POST,/api/admin/users/usr_1/disable,user.admin,payment.admin",
        "PUT,/api/admin/roles/CLERK,role.admin,user.admin",
        "POST,/api/admin/keys/rotate,key.admin,role.admin",
        "GET,/api/payments/audit/pay_1,payment.audit,payment.view",
        "GET,/api/payments/unknown-outcomes,payment.admin,payment.audit"
    })
    void whoLacksWhatEveryCallOfARouteNeedsIsNotPassedOn(String method, String path, String needed, String had) {
        var token = TestTokens.token(person).issuedAt(clock.instant());
        var call = request(path).method(method, BodyPublishers.noBody());
        var refused = send(call.copy()
                .header("Authorization", "Bearer " + token.permissions(had).sign()));
        refused(refused, 403, "PERMISSION_MISSING");
        assertThat(refused.body()).contains("Needs " + needed + ".");
        assertThat(SESSION.seen(requestId)).isNull();
        assertThat(PAYMENT.seen(requestId)).isNull();

        var passed = send(call.copy()
                .header("Authorization", "Bearer " + token.permissions(needed).sign()));
        assertThat(passed.statusCode()).isEqualTo(200);
    }

    @Test
    void whereNobodyIsSignedInTheAddressIsCounted() {
        var answer = send(request("/api/auth/login").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"burst\";q=10;w=1, \"minute\";q=1000;w=60");
        assertThat(header(send(request("/.well-known/jwks.json")), "RateLimit-Policy"))
                .isEqualTo("\"burst\";q=10000;w=1, \"minute\";q=100000;w=60");
    }

    @Test
    void decisionsAreCountedByRouteAndNobodyIsNamed() {
        get("/api/payments", limited(1, 100, 5, 5, 0));
        get("/api/payments", limited(1, 100, 5, 5, 0));
        var metrics = send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus")))
                .body();

        assertThat(metrics)
                .containsPattern("aman_limit_decisions_total\\{outcome=\"burst\",route=\"payments\"[^}]*} [1-9]")
                .containsPattern("aman_limit_decisions_total\\{outcome=\"admitted\",route=\"payments\"[^}]*} [1-9]")
                .containsPattern("aman_limit_shared\\{[^}]*} 1")
                .containsPattern("aman_quota_known\\{[^}]*} 1")
                .doesNotContain(person);
    }
}
