package io.aman.notification.target;

import static io.aman.notification.webhook.Receiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.target.Answer.Outcome;
import io.aman.notification.webhook.Receiver;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetClientTest {

    private static final byte[] BODY = "{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    private final Receiver receiver = new Receiver();
    private final Names names = new Names();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        receiver.close();
    }

    private Answer post(URI url, boolean allowPrivate, Duration timeout) throws IOException {
        var properties = new TargetProperties(true, allowPrivate, Set.of(), Duration.ofSeconds(2), timeout, 1024);
        var resolver = new CheckedResolver(names, allowPrivate);
        try (var client = new TargetClient(
                properties, resolver, new Targets(properties, resolver), MutableClock.at("2026-11-25T10:00:00Z"))) {
            return client.post(url, Map.of("webhook-id", "whm_1"), BODY);
        }
    }

    private Answer post(String path) throws IOException {
        return post(receiver.url(path), true, Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "201, DELIVERED",
        "204, DELIVERED",
        "299, DELIVERED",
        "300, REDIRECTED",
        "304, REDIRECTED",
        "400, REJECTED",
        "401, REJECTED",
        "404, REJECTED",
        "410, GONE",
        "429, THROTTLED",
        "500, REJECTED",
        "502, THROTTLED",
        "503, THROTTLED",
        "504, THROTTLED",
        "599, REJECTED"
    })
    void onlyTwoHundredsAreAYes(int status, Outcome outcome) throws IOException {
        receiver.behave(answering(status));

        var answer = post("/hooks?token=1");

        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(receiver.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/hooks?token=1");
            assertThat(request.header("webhook-id")).isEqualTo("whm_1");
            assertThat(request.header("content-type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(request.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(BODY);
        });
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectIsNotFollowed(int status) throws IOException {
        receiver.behave(answering(status, "Location", receiver.url("/elsewhere").toString()));

        assertThat(post("/hooks").outcome()).isEqualTo(Outcome.REDIRECTED);

        assertThat(receiver.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, PT2M",
        "503, 'Wed, 25 Nov 2026 10:00:30 GMT', PT30S",
        "503, 'Wed, 25 Nov 2026 09:00:00 GMT', PT0S",
        "502, soon, PT0S",
        "504, -5, PT0S",
        "429, 99999999999999999999, PT0S",
        "400, 120, PT0S"
    })
    void aPauseThatIsAskedForIsUnderstood(int status, String retryAfter, Duration pause) throws IOException {
        receiver.behave(answering(status, "Retry-After", retryAfter));

        assertThat(post("/hooks").retryAfter()).isEqualTo(pause);
    }

    @Test
    void anEndlessAnswerIsCutOff() throws IOException {
        receiver.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var junk = new byte[8192];
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(junk);
            }
        });

        assertThat(post("/hooks").outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void whoDripsBytesIsGivenUpInTime() throws IOException {
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> drip(server));

            var url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
            assertThat(post(url, true, Duration.ofMillis(300)).outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
    }

    /** Each byte comes before any time-out of a single read. */
    private void drip(ServerSocket server) {
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                out.write('a');
                out.flush();
            }
        } catch (IOException e) {
            over.countDown(); // the client has hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNobodyListensIsUnreachable() throws IOException {
        int port;
        try (var server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        assertThat(post(URI.create("http://127.0.0.1:%d/".formatted(port)), true, Duration.ofSeconds(5))
                        .outcome())
                .isEqualTo(Outcome.UNREACHABLE);
        assertThat(post(URI.create("http://nowhere.example.com/"), true, Duration.ofSeconds(5))
                        .outcome())
                .isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void whoSpeaksNoTlsIsNotTrusted() throws IOException {
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> drip(server));

            var url = URI.create("https://127.0.0.1:%d/".formatted(server.getLocalPort()));
            assertThat(post(url, true, Duration.ofSeconds(5)).outcome()).isEqualTo(Outcome.UNTRUSTED);
        }
    }

    @Test
    void nothingIsSentToAnAddressThatIsNotPublic() throws IOException {
        assertThat(post(receiver.url("/"), false, Duration.ofSeconds(5)).outcome())
                .isEqualTo(Outcome.ADDRESS_REFUSED);
        names.with("inside.example.com", "93.184.215.14", "127.0.0.1");
        var named = URI.create(receiver.url("/").toString().replace("127.0.0.1", "inside.example.com"));
        assertThat(post(named, false, Duration.ofSeconds(5)).outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);

        assertThat(receiver.received()).isEmpty();
    }

    /** The name leads to the receiver the first time, and nowhere the second: one question is asked, one answer used. */
    @Test
    void itConnectsToTheAddressThatWasLookedAt() throws IOException {
        names.with("shop.example.com", "127.0.0.1").with("shop.example.com", "0.0.0.1");
        var named = URI.create(receiver.url("/").toString().replace("127.0.0.1", "shop.example.com"));

        assertThat(post(named, true, Duration.ofSeconds(5)).outcome()).isEqualTo(Outcome.DELIVERED);

        assertThat(names.asked("shop.example.com")).isEqualTo(1);
        assertThat(receiver.received().getFirst().header("host")).startsWith("shop.example.com:");
    }

    /** It was public when it was entered, and is not when the message is sent. */
    @Test
    void aNameThatMovesInsideIsRefusedAtTheAttempt() throws IOException {
        names.with("shop.example.com", "93.184.215.14").with("shop.example.com", "127.0.0.1");
        var named = receiver.url("/").toString().replace("127.0.0.1", "shop.example.com");
        var properties = TargetsTest.properties(true, false, Set.of());
        assertThat(new Targets(properties, new CheckedResolver(names, false)).refusal(named))
                .isEmpty();

        assertThat(post(URI.create(named), false, Duration.ofSeconds(5)).outcome())
                .isEqualTo(Outcome.ADDRESS_REFUSED);

        assertThat(receiver.received()).isEmpty();
    }
}
