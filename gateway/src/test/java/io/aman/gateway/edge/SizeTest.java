package io.aman.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest extends GatewayTest {

    private static final String WEBHOOK = "/api/payments/webhook/";

    @Test
    void aBodyOfExactlyTheLimitPasses() {
        var body = new byte[MAX_BODY];

        assertThat(send(request(WEBHOOK + "fits").POST(BodyPublishers.ofByteArray(body)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request(WEBHOOK + "fits")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(PAYMENT.count(requestId)).isEqualTo(2);
    }

    @Test
    void aDeclaredByteTooManyIsRefusedBeforeTheServiceHearsOfIt() {
        var answer = send(request(WEBHOOK + "declared").POST(BodyPublishers.ofByteArray(new byte[MAX_BODY + 1])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"CONTENT_TOO_LARGE\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1000, 8192})
    void aChunkedBodyTooLargeIsCutWhileItStreams(int chunk) throws IOException {
        var target = WEBHOOK + "chunked-" + chunk;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST " + target + " HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(ISO_8859_1));
            var piece = (Integer.toHexString(chunk) + "\r\n" + "a".repeat(chunk) + "\r\n")
                    .repeat(MAX_BODY / chunk + 1)
                    .getBytes(ISO_8859_1);
            out.write(piece);
            out.flush();
            // the body has not ended: the answer comes while it streams
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
            assertThat(answer).startsWith("HTTP/1.1 413");
        }
        await().until(() ->
                PAYMENT.seen(requestId) == null || !PAYMENT.seen(requestId).complete());
        assertThat(PAYMENT.receivedWhole(target)).isFalse();
    }

    @Test
    void aChunkedBodyTooLargeThatEndsIsRefusedWithItsProblem() {
        var body = new byte[MAX_BODY + 1];
        var answer = send(
                request(WEBHOOK + "ended").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"CONTENT_TOO_LARGE\"");
        assertThat(PAYMENT.receivedWhole(WEBHOOK + "ended")).isFalse();
    }

    @Test
    void lengthAndChunksTogetherAreRefused() throws IOException {
        var answer = sendRaw("POST " + WEBHOOK + "both HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                + "\r\nConnection: close\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\na\r\n0\r\n\r\nGET /api/payments/smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"MALFORMED_REQUEST\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
        assertThat(PAYMENT.receivedWhole("/api/payments/smuggled")).isFalse();
    }

    @Test
    void aHeaderTooLargeIsRefused() throws IOException {
        var answer = sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nX-Big: "
                + "a".repeat(17 * 1024) + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("\"code\":\"HEADERS_TOO_LARGE\"");
        assertThat(answer).contains("application/problem+json");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    /** It is closed while the rest comes in, which may take the answer away too. */
    @Test
    void aHeaderOf64KilobytesIsNotEvenReadToItsEnd() throws IOException {
        try {
            var answer = sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                    + "\r\nAuthorization: " + bearer() + "\r\nX-Big: " + "a".repeat(64 * 1024)
                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 431");
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 1000})
    void tooManyHeadersAreRefused(int lines) throws IOException {
        var answer = sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: " + bearer()
                + "\r\n" + "B: 1\r\n".repeat(lines) + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("\"code\":\"TOO_MANY_HEADERS\"");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    @Test
    void tenMegabytesAreRefusedAtOnce() throws IOException {
        var answer = sendRaw("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId
                + "\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\nConnection: close\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"CONTENT_TOO_LARGE\"");
        assertThat(SESSION.seen(requestId)).isNull();
    }

    @Test
    void aBombIsAsLargeAsItsBytesAndIsNotUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var i = 0; i < 32; i++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        assertThat(packed.size()).isLessThan(MAX_BODY);
        send(request(WEBHOOK + "bomb")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(PAYMENT.seen(requestId).body().getBytes(ISO_8859_1)).isEqualTo(packed.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/api/auth/oidc/session",
                "/api/auth/oidc/backchannel-logout"
            })
    void aFormOfATokenHasASmallerLimitDeclaredOrStreamed(String path) {
        var form = new byte[16 * 1024 + 1];
        var declared = send(request(path).POST(BodyPublishers.ofByteArray(form)));
        var streamed = send(request(path).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form))));

        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(streamed.statusCode()).isEqualTo(413);
        assertThat(SESSION.seen(requestId))
                .satisfiesAnyOf(
                        seen -> assertThat(seen).isNull(),
                        seen -> assertThat(seen.complete()).isFalse());
    }
}
