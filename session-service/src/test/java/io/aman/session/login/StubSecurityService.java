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

/** Answers {@code POST /internal/login-attempts} and {@code /internal/lockouts/release} as it is told to. */
public final class StubSecurityService implements AutoCloseable {

    public static final String ALLOW = "{\"attemptId\":\"att_remote\",\"decision\":\"ALLOW\"}";
    public static final String DENY = "{\"attemptId\":\"att_remote\",\"decision\":\"DENY\",\"retryAfterSeconds\":1800}";

    public record Question(String authorization, String body) {}

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    public final List<Question> questions = new CopyOnWriteArrayList<>();
    public final List<Question> unverified = new CopyOnWriteArrayList<>();
    public final List<Question> releases = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = ALLOW;
    private volatile boolean silent;

    StubSecurityService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/login-attempts", exchange -> handle(exchange, questions));
        server.createContext("/internal/login-attempts/unverified", exchange -> handle(exchange, unverified));
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
