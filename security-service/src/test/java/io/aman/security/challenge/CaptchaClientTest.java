package io.aman.security.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptchaClientTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"success\":true,\"hostname\":\"shop.example\"}";

    CaptchaClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/siteverify", exchange -> {
            try (exchange) {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private CaptchaClient client() {
        var url = URI.create(
                "http://127.0.0.1:%d/siteverify".formatted(server.getAddress().getPort()));
        return new CaptchaClient(
                new ChallengeProperties.Captcha(url, "site-1", Secret.of("s3cret"), Duration.ofSeconds(20)));
    }

    @Test
    void theClientIsToldTheSiteAndTheProviderWhoSolvedIt() {
        var client = client();

        assertThat(client.challenge("anna", "203.0.113.7").siteKey()).isEqualTo("site-1");
        assertThat(client.accepts("token", "anna", "203.0.113.7")).isTrue();
        assertThat(asked).containsExactly("secret=s3cret&response=token&remoteip=203.0.113.7&sitekey=site-1");
    }

    @Test
    void whatTheProviderRefusesOrDoesNotAnswerIsNotAccepted() {
        answer = "{\"success\":false}";
        assertThat(client().accepts("token", "anna", "203.0.113.7")).isFalse();
        answer = "no json";
        assertThat(client().accepts("token", "anna", "203.0.113.7")).isFalse();
        status = 500;
        assertThat(client().accepts("token", "anna", "203.0.113.7")).isFalse();
        stop();
        assertThat(client().accepts("token", "anna", "203.0.113.7")).isFalse();
    }
}
