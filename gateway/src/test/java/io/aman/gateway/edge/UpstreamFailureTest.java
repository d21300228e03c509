package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class UpstreamFailureTest extends GatewayTest {

    private static final String TARGET = "/api/security/activity";

    @Test
    void aServiceThatIsAwayIsUnavailableForAWhile() {
        var answer = send(signedIn("/api/notifications").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"", "\"traceId\":\"");
    }

    @Test
    void aServiceThatHangsIsAGatewayTimeoutAndIsAskedOnce() {
        var answer = send(signedIn("/api/payments/hangs").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_TIMEOUT\"");
        assertThat(PAYMENT.count(requestId)).isEqualTo(1);
    }

    @Test
    void aServiceThatBreaksOffIsABadGatewayAndIsAskedOnce() {
        var answer = send(signedIn("/api/payments/breaks").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"");
        assertThat(PAYMENT.count(requestId)).isEqualTo(1);
    }

    @Test
    void aReadIsAskedOnceMoreWhereTheConnectionBroke() {
        var answer = send(signedIn("/api/payments/breaks"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(PAYMENT.count(requestId)).isEqualTo(2);
    }

    @Test
    void aReadThatHangsIsAskedOnce() {
        var answer = send(signedIn("/api/payments/hangs"));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(PAYMENT.count(requestId)).isEqualTo(1);
    }

    @Test
    void aProcessThatIsAwayIsPassedOverWhateverTheMethod() {
        for (int i = 0; i < 4; i++) {
            var body = BodyPublishers.ofString("{\"number\":%d}".formatted(i));
            assertThat(send(signedIn(TARGET).POST(body)).statusCode()).isEqualTo(200);
        }

        assertThat(SECURITY.count(requestId)).isEqualTo(4);
        assertThat(SECURITY.seen(requestId).body()).isEqualTo("{\"number\":3}");
    }

    @Test
    void aServiceThatKeepsFailingIsLeftAloneAndTriedAgainLater() {
        SECURITY.answer(TARGET, 503, "text/html", "<p>no such pod</p>");
        for (int i = 0; i < 20; i++) {
            assertThat(send(signedIn(TARGET)).body()).contains("no such pod");
        }
        var answer = send(signedIn(TARGET));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"");
        assertThat(SECURITY.count(requestId)).isEqualTo(20);
        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(200);

        SECURITY.answerAsEver(TARGET);
        clock.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 10; i++) {
            assertThat(send(signedIn(TARGET)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatAServiceExplainsAndWhatItsCallersDoWrongOpensNothing() {
        SECURITY.answer(TARGET + "/explained", 503, "application/problem+json", "{\"code\":\"PROVIDER_UNAVAILABLE\"}");
        SECURITY.answer(TARGET + "/wrong", 422, "application/json", "{}");
        SECURITY.answer(TARGET + "/bug", 500, "application/json", "{}");
        for (int i = 0; i < 40; i++) {
            assertThat(send(signedIn(TARGET + "/explained")).body()).contains("PROVIDER_UNAVAILABLE");
            assertThat(send(signedIn(TARGET + "/wrong")).statusCode()).isEqualTo(422);
            assertThat(send(signedIn(TARGET + "/bug")).statusCode()).isEqualTo(500);
        }
        assertThat(send(signedIn(TARGET)).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHangsUpSaysNothingAboutTheService() throws Exception {
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 25; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.getOutputStream()
                    .write(("POST " + TARGET + " HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                                    + "\r\nAuthorization: " + bearer() + "\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        await().until(() -> waitingForSecurity().contains(" 25.0"));
        for (var socket : sockets) {
            socket.close();
        }
        await().until(() -> waitingForSecurity().contains(" 0.0"));

        assertThat(send(signedIn(TARGET)).statusCode()).isEqualTo(200);
    }

    private String waitingForSecurity() {
        var metrics = send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus")))
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("aman_upstream_waiting") && line.contains("\"security\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBodyThatStopsIsTheClientsFaultAndIsToldSo() throws Exception {
        var answer = sendRaw("POST /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                + "\r\nAuthorization: " + bearer() + "\r\nContent-Length: 100\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"REQUEST_TIMEOUT\"");
        assertThat(answer).containsIgnoringCase("connection: close");
    }
}
