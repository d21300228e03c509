package io.aman.session.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers what session-service asks of security-service as it is told to. */
public final class StubSecurityService implements AutoCloseable {

    public static final String ALLOW = "{\"attemptId\":\"att_remote\",\"decision\":\"ALLOW\"}";
    public static final String DENY = "{\"attemptId\":\"att_remote\",\"decision\":\"DENY\",\"retryAfterSeconds\":1800}";

    private static final String RISK = """
            {"assessmentId":"asm_1","decision":"%s","score":50,"reasons":["new-device"],"weightsVersion":"w-1"}""";

    public record Question(String authorization, String body) {}

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    public final List<Question> questions = new CopyOnWriteArrayList<>();
    public final List<Question> unverified = new CopyOnWriteArrayList<>();
    public final List<Question> releases = new CopyOnWriteArrayList<>();
    public final List<Question> risks = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = ALLOW;
    private volatile boolean silent;
    private volatile int riskStatus = 200;
    private volatile String risk = RISK.formatted("ALLOW");

    StubSecurityService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/login-attempts", exchange -> handle(exchange, questions));
        server.createContext("/internal/login-attempts/unverified", exchange -> handle(exchange, unverified));
        server.createContext("/internal/risk", this::assess);
        server.createContext("/internal/lockouts/release", exchange -> handle(exchange, releases));
        server.start();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void answers(int newStatus, String newAnswer) {
        status = newStatus;
        answer = newAnswer;
        silent = false;
    }

    /** @param decision as security-service names it */
    public void assesses(String decision) {
        riskStatus = 200;
        risk = RISK.formatted(decision);
    }

    /** It cannot say how risky anything is. */
    public void assessesNothing() {
        riskStatus = 503;
    }

    private void assess(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            risks.add(new Question(exchange.getRequestHeaders().getFirst("Authorization"), body));
            var bytes = risk.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(riskStatus, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    void isSilent() {
        silent = true;
    }

    private void handle(HttpExchange exchange, List<Question> asked) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Question(exchange.getRequestHeaders().getFirst("Authorization"), body));
            if (silent) {
                closed.await();
            }
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
