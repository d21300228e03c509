package io.aman.platform.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.ClientFacts;
import io.aman.platform.Secret;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RiskClientTest {

    private static final Duration GENEROUS = Duration.ofSeconds(20);
    private static final RiskQuestion QUESTION = new RiskQuestion(
            RiskQuestion.Purpose.LOGIN,
            "att_1",
            "key",
            "usr_1",
            "203.0.113.7",
            "a browser",
            new ClientFacts("DESKTOP", "Firefox 140", "Linux", "AE", null),
            true,
            false);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "risk",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .build());
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = answer("ALLOW");
    private volatile boolean trickles;

    RiskClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/risk", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        closed.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (trickles) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                closed.await();
            }
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answer(String decision) {
        return """
                {"assessmentId":"asm_1","decision":"%s","score":64,"reasons":["tor","new-device"],"weightsVersion":"w-2"}""".formatted(decision);
    }

    private RiskClient client(Duration within) {
        return client(within, () -> Secret.of("service-token"));
    }

    private RiskClient client(Duration within, Supplier<Secret> token) {
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new RiskClient(
                new RiskProperties(List.of(base), within), () -> token, breaker, ObservationRegistry.NOOP, meters);
    }

    private double counted(String outcome) {
        return meters.get("aman.risk.answers")
                .tags("purpose", "login", "answer", outcome)
                .counter()
                .count();
    }

    @Test
    void eachDecisionComesWithItsGrounds() {
        var client = client(GENEROUS);
        var grounds = new Risk.Grounds("asm_1", 64, List.of("tor", "new-device"), "w-2");

        assertThat(client.assess(QUESTION)).isEqualTo(new Risk.Allow(grounds));
        answer = answer("NOTIFY");
        assertThat(client.assess(QUESTION)).isEqualTo(new Risk.Notify(grounds));
        answer = answer("STEP_UP");
        assertThat(client.assess(QUESTION)).isEqualTo(new Risk.StepUp(grounds));
        answer = answer("DENY");
        assertThat(client.assess(QUESTION)).isEqualTo(new Risk.Deny(grounds));
        assertThat(counted("step-up")).isOne();
    }

    @Test
    void theQuestionIsSecurityServicesAndSignedByTheAsker() {
        client(GENEROUS).assess(QUESTION);

        assertThat(tokens).containsExactly("Bearer service-token");
        assertThat(new JsonMapper().readTree(asked.getFirst())).isEqualTo(new JsonMapper().readTree("""
                {"purpose":"LOGIN","attemptId":"att_1","accountKey":"key","userId":"usr_1","address":"203.0.113.7",
                 "userAgent":"a browser","knownDevice":true,"breachedPassword":false,
                 "client":{"device":"DESKTOP","browser":"Firefox 140","os":"Linux","country":"AE","city":null}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|{}",
                "401|{}",
                "200|''",
                "200|no json",
                "200|{}",
                "200|{\"assessmentId\":\"a\",\"decision\":\"MAYBE\",\"score\":1,\"reasons\":[],\"weightsVersion\":\"w\"}"
            })
    void anAnswerThatMeansNothingIsNone(int answeredStatus, String answered) {
        status = answeredStatus;
        answer = answered;

        assertThat(client(GENEROUS).assess(QUESTION)).isEqualTo(new Risk.Absent());
        assertThat(counted("absent")).isOne();
    }

    @Test
    void anAnswerThatTricklesIsNotWaitedFor() {
        trickles = true;

        assertThat(client(Duration.ofMillis(200)).assess(QUESTION)).isEqualTo(new Risk.Absent());
    }

    @Test
    @Timeout(30) // it would wait for good
    void whatIsSlowOnOurSideIsNotWaitedForEither() {
        var client = client(Duration.ofMillis(200), () -> {
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return Secret.of("too late");
        });

        assertThat(client.assess(QUESTION)).isEqualTo(new Risk.Absent());
        assertThat(asked).isEmpty();
    }

    @Test
    void nobodyThereIsAbsence() {
        server.stop(0);

        assertThat(client(GENEROUS).assess(QUESTION)).isEqualTo(new Risk.Absent());
    }

    @Test
    void afterFiveFailuresNobodyWaitsForItAnyMore() {
        status = 500;
        var client = client(GENEROUS);
        for (var i = 0; i < 20; i++) {
            assertThat(client.assess(QUESTION)).isEqualTo(new Risk.Absent());
        }

        assertThat(asked).hasSize(5);
    }
}
