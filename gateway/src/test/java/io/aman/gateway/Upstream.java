package io.aman.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A service behind the gateway that remembers what reached it. */
public final class Upstream {

    /**
     * @param body each byte as one character
     * @param complete whether the body ended as it should
     */
    public record Seen(String method, String target, Map<String, List<String>> headers, String body, boolean complete) {

        public String header(String name) {
            var values = headers.get(name);
            return values == null ? null : String.join("|", values);
        }
    }

    private final String name;
    private final HttpServer server;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    public Upstream(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What came in under a request id; the last, where there were several. */
    public Seen seen(String requestId) {
        return seen.stream()
                .filter(one -> Objects.equals(requestId, one.header("X-request-id")))
                .reduce((_, last) -> last)
                .orElse(null);
    }

    public int count(String requestId) {
        return (int) seen.stream()
                .filter(one -> Objects.equals(requestId, one.header("X-request-id")))
                .count();
    }

    /** Whether anything of this target was received as a whole. */
    public boolean receivedWhole(String target) {
        return seen.stream().anyMatch(one -> one.target().equals(target) && one.complete());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new ByteArrayOutputStream();
        var complete = true;
        try {
            exchange.getRequestBody().transferTo(body);
        } catch (IOException _) {
            complete = false;
        }
        var target = exchange.getRequestURI().toString();
        seen.add(new Seen(
                exchange.getRequestMethod(),
                target,
                Map.copyOf(exchange.getRequestHeaders()),
                body.toString(StandardCharsets.ISO_8859_1),
                complete));
        switch (target) {
            case "/api/payments/hangs" -> await();
            case "/api/payments/breaks" -> exchange.close();
            case "/api/payments/cacheable" -> {
                exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
                exchange.getResponseHeaders().set("X-Request-Id", "the-services-own");
                respond(exchange);
            }
            default -> respond(exchange);
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        var answer = name.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : answer.length);
        if (!head) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private void await() {
        try {
            var _ = never.await(6, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
