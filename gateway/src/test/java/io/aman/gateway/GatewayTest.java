package io.aman.gateway;

import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.gateway.limit.StandingTicks;
import io.aman.gateway.revocation.Freshness;
import io.aman.gateway.revocation.Revocations;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.MutableClock;
import io.aman.testing.StandingTime;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import io.aman.testing.WithKafka;
import io.aman.testing.WithMongo;
import io.aman.testing.WithTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole gateway between a client and services that remember what reached them; one context for all tests. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "gateway.max-body=64KB",
            "gateway.introspection.client-secret=a-secret-of-the-gateway",
            "gateway.limit.person.per-second=10000",
            "gateway.limit.person.per-minute=100000",
            "gateway.limit.person.concurrency=100",
            "gateway.limit.address.per-second=10000",
            "gateway.limit.address.per-minute=100000",
            "gateway.limit.sign-in.per-minute=1000",
            "spring.test.metrics.export=true",
            "gateway.upstream.time-limit=2s",
            "gateway.connections.head-time=3s",
            "gateway.connections.body-pause=3s",
            "gateway.cors.origins=https://shop.example"
        })
@WithKafka
@WithMongo
@WithTokens
@Import({StandingTime.class, StandingTicks.class, SeenSpans.Configuration.class})
public abstract class GatewayTest {

    protected static final int MAX_BODY = 64 * 1024;
    protected static final Upstream PAYMENT = new Upstream("payment");
    protected static final Upstream SESSION = new Upstream("session");
    protected static final Upstream SECURITY = new Upstream("security");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("gateway.services.payment", PAYMENT::uri);
        properties.add("gateway.services.session", SESSION::uri);
        var closed = "http://127.0.0.1:" + closedPort();
        // of two processes the first is away, for clients' requests as for what the gateway asks itself
        var away = closed.replace("127.0.0.1", "localhost");
        properties.add("gateway.services.security", () -> away + "," + SECURITY.uri());
        properties.add("gateway.services.notification", () -> closed);
        properties.add("gateway.health.services.payment", PAYMENT::uri);
        properties.add("gateway.health.services.session", SESSION::uri);
        properties.add("gateway.health.services.security", () -> away + "," + SECURITY.uri());
        properties.add("gateway.health.services.notification", () -> closed);
    }

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected Revocations revocations;

    @LocalServerPort
    protected int port;

    @LocalManagementPort
    protected int managementPort;

    protected final String requestId = UUID.randomUUID().toString();

    @BeforeEach
    void revocationsAreFresh() {
        heartbeat();
        await().until(() -> revocations.isCaughtUp() && revocations.freshness() == Freshness.FRESH);
    }

    protected void heartbeat() {
        var now = clock.instant();
        EmbeddedKafka.send(
                Topics.REVOCATIONS,
                new EventEnvelope<>(
                        UUID.randomUUID().toString(),
                        "/session-service",
                        "heartbeat",
                        now,
                        new RevocationEvent.Heartbeat(now)));
    }

    protected void revoke(String sessionId) {
        var now = clock.instant();
        EmbeddedKafka.send(
                Topics.REVOCATIONS,
                new EventEnvelope<>(
                        UUID.randomUUID().toString(),
                        "/session-service",
                        "sid:" + sessionId,
                        now,
                        new RevocationEvent.Session(sessionId, now.plus(Duration.ofMinutes(7)))));
    }

    protected TestToken token() {
        return TestTokens.token("usr_1").session("ses_" + requestId).issuedAt(clock.instant());
    }

    protected String bearer() {
        return "Bearer " + token().sign();
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Request-Id", requestId);
    }

    protected HttpRequest.Builder signedIn(String path) {
        return request(path).header("Authorization", bearer());
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Exactly these bytes on a connection of their own; the answer up to its end. */
    protected String sendRaw(String bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
