package io.aman.notification.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's server: keeps what comes, and answers as a test wants. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** What it does with a request. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** @param path that it was posted to */
    public record Received(String path, Map<String, List<String>> headers, String body) {

        public String id() {
            return header("webhook-id");
        }

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        public String type() {
            return json().path("type").asString();
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** As the receiver's library judges; the tolerance of five minutes counts from the machine's clock. */
        public boolean isSignedWith(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (WebhookVerificationException _) {
                return false;
            }
        }
    }

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Behaviour behaviour = answering(200);

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    /** An answer without a body. */
    public static Behaviour answering(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public static Behaviour answering(int status, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = new HashMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            received.add(new Received(exchange.getRequestURI().toString(), Map.copyOf(headers), body));
            behaviour.answer(exchange);
        }
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public void forgetAll() {
        received.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
