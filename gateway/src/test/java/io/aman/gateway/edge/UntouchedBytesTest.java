package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntouchedBytesTest extends GatewayTest {

    private static final String WEBHOOK = "/api/payments/webhook/stripe";

    static Stream<Arguments> bodies() throws IOException {
        var random = new byte[50_000];
        new Random(7).nextBytes(random);
        return Stream.of(
                body("random", "application/octet-stream", random),
                body(
                        "form",
                        "application/x-www-form-urlencoded",
                        "a=x%20y&b=%2B+&a=&&=1".getBytes(StandardCharsets.UTF_8)),
                body(
                        "JSON with odd spaces",
                        "application/json",
                        "{ \"a\" :\t1.50,\r\n\"a\":2}\n".getBytes(StandardCharsets.UTF_8)),
                body("invalid UTF-8", "application/json; charset=utf-8", new byte[] {(byte) 0xc3, 0x28, 0, (byte) 0xff
                }),
                body("empty", "application/json", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyOfKnownLengthArrivesByteByByte(String type, byte[] body) {
        send(request(WEBHOOK).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));

        assertArrived(type, body);
        assertThat(PAYMENT.seen(requestId).header("Content-length")).isEqualTo(String.valueOf(body.length));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aChunkedBodyArrivesByteByByte(String type, byte[] body) {
        send(request(WEBHOOK)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertArrived(type, body);
    }

    @Test
    void aCompressedBodyStaysCompressed() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{}".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        send(request(WEBHOOK)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertArrived("application/json", packed.toByteArray());
        assertThat(PAYMENT.seen(requestId).header("Content-encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/payments/a%20b",
                "/api/payments/%D8%A3%D9%85%D8%A7%D9%86?q=%D8%A3+b%2Bc",
                "/api/payments?a=%20&b=[1]",
                "/api/payments?a=1&&a=2&=&"
            })
    void pathAndQueryArriveAsTheyCame(String target) throws IOException {
        get(target);

        assertThat(PAYMENT.seen(requestId).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/payments?x=%zz", "/api/payments?c={}|^", "/api/payments/<>"})
    void whatIsNoAddressIsRefusedRatherThanMended(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 400");
        assertThat(PAYMENT.seen(requestId)).isNull();
    }

    private String get(String target) throws IOException {
        return sendRaw("GET " + target + " HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nAuthorization: "
                + bearer() + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void theStripeSignatureArrives() {
        send(request(WEBHOOK).header("Stripe-Signature", "t=1,v1=ab,v0=cd").POST(BodyPublishers.ofString("{}")));

        assertThat(PAYMENT.seen(requestId).header("Stripe-signature")).isEqualTo("t=1,v1=ab,v0=cd");
    }

    private void assertArrived(String type, byte[] body) {
        var seen = PAYMENT.seen(requestId);
        assertThat(seen.complete()).isTrue();
        assertThat(seen.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(body);
        assertThat(seen.header("Content-type")).isEqualTo(type);
    }

    private static Arguments body(String name, String type, byte[] bytes) {
        return Arguments.of(type, Named.of(name, bytes));
    }
}
