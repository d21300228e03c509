package io.aman.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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
    private final Map<String, Canned> canned = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Told> streams = new ConcurrentHashMap<>();
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

    private record Canned(int status, String type, String json) {}

    /** From now on, what is asked of this target is answered so. */
    public void answer(String target, int status, String json) {
        answer(target, status, "application/json", json);
    }

    public void answer(String target, int status, String type, String json) {
        canned.put(target, new Canned(status, type, json));
    }

    /** What is asked of this target is answered as ever. */
    public void answerAsEver(String target) {
        canned.remove(target);
    }

    /** What is asked of this target is answered by {@code handler}, which has read the body. */
    public void handle(String target, HttpHandler handler) {
        handlers.put(target, handler);
    }

    /** What is asked of this target streams events: those that are told from now on, as they are told. */
    public Told streams(String target) {
        var told = new Told();
        streams.put(target, told);
        return told;
    }

    /** The events of a stream. */
    public static final class Told {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private volatile boolean leftAlone;

        /** One event, or a comment, as it stands on the wire. */
        public void tell(String event) {
            events.add(event);
        }

        /** Whether the listener was gone when something was told. */
        public boolean isLeftAlone() {
            return leftAlone;
        }

        private void to(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            try {
                while (true) {
                    out.write(events.take().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException _) {
                leftAlone = true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
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
        var told = streams.get(target);
        if (told != null) {
            told.to(exchange);
            return;
        }
        var handler = handlers.get(target);
        if (handler != null) {
            handler.handle(exchange);
            return;
        }
        var prepared = canned.get(target);
        if (prepared != null) {
            exchange.getResponseHeaders().set("Content-Type", prepared.type);
            respond(exchange, prepared.status, prepared.json);
            return;
        }
        switch (target) {
            case "/api/payments/hangs" -> await();
            case "/api/payments/breaks" -> exchange.close();
            case "/api/payments/cookie", "/api/auth/oidc/callback" -> {
                exchange.getResponseHeaders().set("Set-Cookie", "__Host-a=b; Path=/; Secure; HttpOnly; SameSite=Lax");
                respond(exchange);
            }
            case "/api/payments/cacheable" -> {
                exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
                exchange.getResponseHeaders().set("X-Request-Id", "the-services-own");
                respond(exchange);
            }
            default -> respond(exchange);
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        respond(exchange, 200, name);
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        var answer = text.getBytes(StandardCharsets.UTF_8);
        var hasBody = !exchange.getRequestMethod().equals("HEAD") && answer.length > 0;
        exchange.sendResponseHeaders(status, hasBody ? answer.length : -1);
        if (hasBody) {
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
