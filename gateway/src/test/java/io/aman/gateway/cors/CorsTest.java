package io.aman.gateway.cors;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers let pages do; abuse case 46. The configuration lists one origin. */
class CorsTest extends GatewayTest {

    private static final String LISTED = "https://shop.example";

    @Test
    void aListedOriginIsToldWhatItMayDo() throws IOException {
        var answer = preflight("/api/payments", LISTED, "POST", "authorization, content-type, idempotency-key");

        assertThat(answer).startsWith("HTTP/1.1 204");
        assertThat(answer)
                .containsIgnoringCase("access-control-allow-origin: https://shop.example\r\n")
                .containsIgnoringCase("access-control-allow-methods: GET, HEAD, POST, PUT, PATCH, DELETE\r\n")
                .containsIgnoringCase("access-control-max-age: 600\r\n")
                .containsIgnoringCase("vary: Origin\r\n")
                .doesNotContainIgnoringCase("access-control-allow-credentials");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"TRACE,authorization", "CONNECT,authorization", "POST,x-user-id", "POST,'authorization, cookie'"})
    void evenAListedOriginMayNotUseEveryMethodAndHeader(String method, String headers) throws IOException {
        assertRefused(preflight("/api/payments", LISTED, method, headers));
    }

    @Test
    void aListedOriginReadsAnswersAndProblems() {
        var answer = send(signedIn("/api/payments").header("Origin", LISTED)).headers();
        assertThat(answer.allValues("Access-Control-Allow-Origin")).containsExactly(LISTED);
        assertThat(answer.allValues("Vary")).contains("Origin");
        assertThat(answer.firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("X-Request-Id", "Retry-After", "RateLimit"));

        var refused = send(request("/api/payments").header("Origin", LISTED));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("Access-Control-Allow-Origin")).containsExactly(LISTED);
    }

    @Test
    void aListedOriginSignsItsVisitorIn() {
        var answer = send(request("/api/auth/login").header("Origin", LISTED).POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SESSION.seen(requestId)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/payments",
                "/api/auth/login",
                "/api/auth/oidc/session",
                "/api/payments/webhook/stripe",
                "/nowhere"
            })
    void aForeignOriginMayNotEvenAsk(String path) throws IOException {
        assertRefused(preflight(path, "https://evil.example", "POST", "authorization"));
        assertThat(PAYMENT.seen(requestId)).isNull();
        assertThat(SESSION.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "https://shop.example.evil.example",
                "https://notshop.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example/",
                "https://shop.example, https://evil.example",
                "file://",
                "chrome-extension://shop.example"
            })
    void aForeignOriginCannotSignItsVisitorIn(String origin) throws IOException {
        var answer = sendRaw("POST /api/auth/login HTTP/1.1\r\nHost: a.example\r\nX-Request-Id: " + requestId
                + "\r\nOrigin: " + origin + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\n{}");

        assertRefused(answer);
        assertThat(SESSION.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void aForeignOriginChangesNothing(String method) {
        var answer = send(signedIn("/api/payments")
                .header("Origin", "https://evil.example")
                .method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"ORIGIN_NOT_ALLOWED\"", "\"traceId\":\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @Test
    void aForeignOriginReadsNothing() {
        var answer = send(signedIn("/api/payments").header("Origin", "https://evil.example"));

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @ParameterizedTest
    @CsvSource({
        "pay.example,https://pay.example",
        "pay.example,http://pay.example",
        "pay.example:8443,https://pay.example:8443",
        "pay.example:443,https://pay.example",
        "PAY.example,https://pay.example",
        "127.0.0.1:8080,http://127.0.0.1:8080",
        "[::1]:8080,http://[::1]:8080"
    })
    void ourOwnPagesMayDoEverything(String host, String origin) throws IOException {
        var answer = sendRaw("POST /api/auth/login HTTP/1.1\r\nHost: " + host + "\r\nX-Request-Id: " + requestId
                + "\r\nOrigin: " + origin + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("access-control-");
        assertThat(SESSION.seen(requestId)).isNotNull();
    }

    @Test
    void aPaymentPageMaySendItsVisitorToAWebhook() {
        var answer = send(request("/api/payments/webhook/knet")
                .header("Origin", "https://kpay.example")
                .POST(BodyPublishers.ofString("trandata=00")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(PAYMENT.seen(requestId).body()).isEqualTo("trandata=00");
    }

    private String preflight(String path, String origin, String method, String headers) throws IOException {
        return sendRaw("OPTIONS " + path + " HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nOrigin: "
                + origin
                + "\r\nAccess-Control-Request-Method: " + method + "\r\nAccess-Control-Request-Headers: " + headers
                + "\r\nConnection: close\r\n\r\n");
    }

    private static void assertRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains("\"code\":\"ORIGIN_NOT_ALLOWED\"")
                .doesNotContainIgnoringCase("access-control-");
    }
}
