package io.aman.session.password.breach;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class HibpClientTest {

    private static final Sha1 BREACHED = sha1("a password of the breach");
    private static final Sha1 CLEAN = sha1("nobody ever lost this one");

    private final StubBreaches stub = new StubBreaches();
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("breached-passwords");

    private static Sha1 sha1(String text) {
        return Sha1.of(Password.typed(Secret.of(text)));
    }

    private HibpClient client(Duration timeout) {
        return new HibpClient(stub.baseUrl(), timeout, "Aman", breaker);
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void whatABreachHasIsFoundAndNothingElse() {
        stub.knows("a password of the breach");
        var client = client(Duration.ofSeconds(10));

        assertThat(client.ask(BREACHED)).isEqualTo(BreachAnswer.BREACHED);
        assertThat(client.ask(CLEAN)).isEqualTo(BreachAnswer.CLEAN);
    }

    @Test
    void nothingButFiveDigitsOfTheHashLeavesTheProcess() {
        client(Duration.ofSeconds(10)).ask(BREACHED);

        assertThat(stub.asked).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/range/" + BREACHED.prefix());
            assertThat(request.headers()).containsEntry("Add-padding", java.util.List.of("true"));
            assertThat(request.toString()).doesNotContain(BREACHED.suffix()).doesNotContain("password of");
        });
    }

    @ParameterizedTest
    @EnumSource(value = StubBreaches.Mood.class, mode = EnumSource.Mode.EXCLUDE, names = "ANSWERS")
    void downSlowCaptiveOrForeignIsAwayAndNeverClean(StubBreaches.Mood mood) {
        stub.mood = mood;
        assertThat(client(Duration.ofMillis(500)).ask(BREACHED)).isEqualTo(BreachAnswer.AWAY);
        assertThat(stub.asked).hasSize(1);
    }

    @Test
    void aServiceThatIsKnownToBeAwayKeepsNobodyWaiting() {
        breaker.transitionToForcedOpenState();
        assertThat(client(Duration.ofSeconds(10)).ask(BREACHED)).isEqualTo(BreachAnswer.AWAY);
        assertThat(stub.asked).isEmpty();
    }

    /** The published cases: a real hash with an invented count, and padding, which counts nothing. */
    @Test
    void theReferencesCasesAreAnsweredAsItSays() throws IOException {
        var cases = new JsonMapper().readTree(getClass().getResourceAsStream("/hibp/cases.json"));
        var body =
                getClass().getResourceAsStream("/hibp/range-5BAA6-sample.txt").readAllBytes();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/range/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            var base = URI.create(
                    "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
            var client = new HibpClient(base, Duration.ofSeconds(10), "Aman", breaker);
            for (var one : cases.get("cases")) {
                var hash = one.has("password")
                        ? sha1(one.get("password").asString())
                        : new Sha1(cases.get("prefix").asString()
                                + one.get("suffix").asString());
                if (one.has("sha1")) {
                    assertThat(hash.upperHex()).isEqualTo(one.get("sha1").asString());
                }
                assertThat(client.ask(hash))
                        .as(one.toString())
                        .isEqualTo(one.get("pwned").asBoolean() ? BreachAnswer.BREACHED : BreachAnswer.CLEAN);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHashIsNeverPrinted() {
        assertThat(BREACHED).hasToString("***");
    }
}
