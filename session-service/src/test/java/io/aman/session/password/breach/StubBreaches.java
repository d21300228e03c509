package io.aman.session.password.breach;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Plays Pwned Passwords: knows what it is told to know, pads, and misbehaves on demand. */
public final class StubBreaches implements AutoCloseable {

    /** One request: all that left the process under test. */
    record Asked(String path, Map<String, List<String>> headers, String body) {}

    enum Mood {
        ANSWERS,
        /** The first bytes, and never the rest. */
        DRIPS,
        SILENT,
        FAILS,
        /** As in a café: 200 and a page. */
        CAPTIVE,
        /** As in another café. */
        REDIRECTS,
        EMPTY,
        ENDLESS
    }

    private static final String PADDING = "788FDFF5F393F450E2361BDB6D44C923D65:0\r\n";

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    volatile Mood mood = Mood.ANSWERS;

    public StubBreaches() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void knows(String password) {
        known.add(Sha1.of(Password.typed(Secret.of(password))).upperHex());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            switch (mood) {
                case ANSWERS ->
                    answer(exchange, 200, list(exchange.getRequestURI().getPath()));
                case FAILS -> answer(exchange, 503, "busy");
                case CAPTIVE -> answer(exchange, 200, "<html><title>Welcome</title>Accept our terms</html>");
                case REDIRECTS -> {
                    exchange.getResponseHeaders().add("Location", "/portal");
                    answer(exchange, 302, "");
                }
                case EMPTY -> answer(exchange, 200, "");
                case ENDLESS -> answer(exchange, 200, PADDING.repeat(100_000));
                case SILENT -> closed.await();
                case DRIPS -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(PADDING.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    closed.await();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String list(String path) {
        var prefix = path.substring(path.lastIndexOf('/') + 1);
        var list = new StringBuilder(PADDING);
        known.stream()
                .filter(hash -> hash.startsWith(prefix))
                .forEach(hash -> list.append(hash.substring(prefix.length())).append(":7\r\n"));
        return list.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
