package io.aman.security.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import io.aman.testing.AtOnce;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that answers as hCaptcha, reCAPTCHA and Turnstile do: a token is verified once. */
class CaptchaClientTest {

    private static final String ADDRESS = "203.0.113.7";
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> verified = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"success\":true,\"hostname\":\"shop.example\"}";

    CaptchaClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/siteverify", exchange -> {
            var form = form(exchange);
            var token = form.replaceAll(".*response=([^&]*).*", "$1");
            send(
                    exchange,
                    verified.add(token) ? answer : "{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}");
        });
        server.createContext("/silent", exchange -> {
            form(exchange);
            untilOver();
            exchange.close();
        });
        server.createContext("/dripping", exchange -> {
            form(exchange);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            untilOver();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void untilOver() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String form(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(form);
        return form;
    }

    private void send(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private CaptchaClient client() {
        return client("siteverify", PATIENT);
    }

    private CaptchaClient client(String path, Duration within, String... hosts) {
        var url = URI.create(
                "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path));
        return new CaptchaClient(
                new ChallengeProperties.Captcha(url, "site-1", Secret.of("s3cret"), List.of(hosts), within));
    }

    @Test
    void theClientIsToldTheSiteAndTheProviderWhoSolvedIt() {
        var client = client();

        assertThat(client.challenge("anna", ADDRESS).siteKey()).isEqualTo("site-1");
        assertThat(client.accepts("token", "anna", ADDRESS)).isTrue();
        assertThat(asked).containsExactly("secret=s3cret&response=token&remoteip=203.0.113.7&sitekey=site-1");
    }

    @Test
    void whatTheProviderRefusesOrDoesNotAnswerIsNotAccepted() {
        answer = "{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}";
        assertThat(client().accepts("one", "anna", ADDRESS)).isFalse();
        answer = "no json";
        assertThat(client().accepts("two", "anna", ADDRESS)).isFalse();
        answer = "[]";
        assertThat(client().accepts("three", "anna", ADDRESS)).isFalse();
        status = 500;
        assertThat(client().accepts("four", "anna", ADDRESS)).isFalse();
        stop();
        assertThat(client().accepts("five", "anna", ADDRESS)).isFalse();
    }

    @Test
    void aTokenCountsOnceHoweverOftenAndAtHowManyInstancesAtOnce() throws Exception {
        var one = client();
        var other = client();

        var accepted = AtOnce.run(8, n -> (n % 2 == 0 ? one : other).accepts("token", "anna", ADDRESS));

        assertThat(accepted).containsOnlyOnce(true);
        assertThat(one.accepts("another", "anna", ADDRESS)).isTrue();
    }

    @Test
    void whatWasSolvedOnAnotherPageIsNotAccepted() {
        assertThat(client("siteverify", PATIENT, "shop.example").accepts("one", "anna", ADDRESS))
                .isTrue();
        answer = "{\"success\":true,\"hostname\":\"shop.example.evil.test\"}";
        assertThat(client("siteverify", PATIENT, "shop.example").accepts("two", "anna", ADDRESS))
                .isFalse();
        answer = "{\"success\":true}";
        assertThat(client("siteverify", PATIENT, "shop.example").accepts("three", "anna", ADDRESS))
                .as("a page that is not named is none of ours")
                .isFalse();
    }

    @Test
    void aProviderThatDoesNotAnswerOrDoesNotEndHoldsNobodyUp() {
        var within = Duration.ofMillis(200);

        assertThat(client("silent", within).accepts("one", "anna", ADDRESS)).isFalse();
        assertThat(client("dripping", within).accepts("two", "anna", ADDRESS)).isFalse();
        assertThat(asked).hasSize(2);
    }

    /** Escapes from a form field would let a token name another address or secret. */
    @Test
    void aTokenIsNothingButAToken() {
        client().accepts("x&secret=other&remoteip=198.51.100.1", "anna", ADDRESS);

        assertThat(asked.getFirst())
                .contains("response=x%26secret%3Dother%26remoteip%3D198.51.100.1&", "remoteip=203.0.113.7");
    }
}
