package io.aman.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class StreamTest extends GatewayTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void whatIsToldPassesAtOnceOneByOne() throws Exception {
        var told = PAYMENT.streams("/api/payments/stream/" + requestId);
        told.tell(": hello\n\n");
        try (var stream = open(bearer())) {
            assertThat(next(stream)).isEqualTo(": hello\n\n");
            told.tell(":\n\n");
            assertThat(next(stream)).isEqualTo(":\n\n");
            told.tell("id: 7\ndata: {}\n\n");
            assertThat(next(stream)).isEqualTo("id: 7\ndata: {}\n\n");
        }
    }

    @Test
    void aStreamMayBeSilentForLongerThanAnAnswerMayTake() throws Exception {
        var told = PAYMENT.streams("/api/payments/stream/" + requestId);
        told.tell(": hello\n\n");
        try (var stream = open(bearer())) {
            assertThat(next(stream)).isEqualTo(": hello\n\n");
            // the time limit is what this one takes
            assertThat(send(signedIn("/api/payments/hangs")).statusCode()).isEqualTo(504);
            told.tell("data: late\n\n");

            assertThat(next(stream)).isEqualTo("data: late\n\n");
        }
    }

    @Test
    void aStreamEndsWithItsSessionAndOthersGoOn() throws Exception {
        var told = PAYMENT.streams("/api/payments/stream/" + requestId);
        told.tell(": one\n\n");
        try (var stream = open(bearer())) {
            assertThat(next(stream)).isEqualTo(": one\n\n");
            revoke("ses_another_" + requestId);
            revoke("ses_" + requestId);

            assertThat(stream.read()).isEqualTo(-1);
        }
        await().until(() -> {
            told.tell(": is anybody there\n\n");
            return told.isLeftAlone();
        });
        var other = PAYMENT.streams("/api/payments/stream/" + requestId);
        other.tell(": two\n\n");
        try (var stream = open(bearerOf("ses_third_" + requestId))) {
            assertThat(next(stream)).isEqualTo(": two\n\n");
            other.tell(": three\n\n");
            assertThat(next(stream)).isEqualTo(": three\n\n");
        }
        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoHangsUpIsNotListenedForAnyMore() throws Exception {
        var told = PAYMENT.streams("/api/payments/stream/" + requestId);
        told.tell(": hello\n\n");
        try (var stream = open(bearer())) {
            assertThat(next(stream)).isEqualTo(": hello\n\n");
        }
        await().until(() -> {
            told.tell(": is anybody there\n\n");
            return told.isLeftAlone();
        });
        await().until(() -> send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus")))
                .body()
                .contains("aman_streams_open{service=\"gateway\"} 0.0"));
    }

    private String bearerOf(String sessionId) {
        return "Bearer "
                + TestTokens.token("usr_1")
                        .session(sessionId)
                        .issuedAt(clock.instant())
                        .sign();
    }

    private InputStream open(String authorization) throws IOException, InterruptedException {
        var request = request("/api/payments/stream/" + requestId)
                .header("Authorization", authorization)
                .header("Accept", "text/event-stream")
                .build();
        var answer = CLIENT.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return answer.body();
    }

    /** Up to the next empty line; it waits for no more than that. */
    private static String next(InputStream stream) throws IOException {
        var event = new StringBuilder();
        while (event.indexOf("\n\n") < 0) {
            var letter = stream.read();
            if (letter < 0) {
                return event + "(end)";
            }
            event.append(new String(new byte[] {(byte) letter}, UTF_8));
        }
        return event.toString();
    }
}
