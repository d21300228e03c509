package io.aman.notification.channel.webpush;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.notification.channel.push.Place;
import io.aman.platform.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A push service as of RFC 8030 with its browsers: takes what is signed with the key that a browser subscribed under, keeps one
 * message a topic, and forgets who has unsubscribed.
 */
final class PushService implements AutoCloseable {

    /**
     * @param headers by lower-case name
     * @param text as the browser reads it
     */
    record Taken(Map<String, String> headers, String text) {}

    private static final int LONGEST_SECONDS = 5;

    private final Map<String, Browser> browsers = new ConcurrentHashMap<>();
    private final Map<String, String> serverKeys = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Taken>> taken = new ConcurrentHashMap<>();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<CountDownLatch> silences = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    PushService() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A browser subscribes under our key. */
    Place.Browser subscribe(String serverKey) {
        var browser = new Browser();
        var path = "/push/" + Ids.random("sub_");
        browsers.put(path, browser);
        serverKeys.put(path, serverKey);
        return new Place.Browser(URI.create(origin() + path), browser.p256dh(), browser.auth(), serverKey);
    }

    void unsubscribe(Place.Browser place) {
        browsers.remove(place.endpoint().getPath());
    }

    void refuseTheNext(int status) {
        refusals.add(status);
    }

    void takeTheNextAndSayNothing() {
        silences.add(closed);
    }

    /** What waits for a browser. */
    List<Taken> taken(Place.Browser place) {
        return List.copyOf(
                taken.getOrDefault(place.endpoint().getPath(), Map.of()).values());
    }

    /** The same in the browser's words. */
    List<String> read(Place.Browser place) {
        return taken(place).stream().map(Taken::text).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            var headers = new ConcurrentHashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var status = status(path, headers, body);
            var browser = browsers.get(path);
            if (status == 201 && browser != null) {
                taken.computeIfAbsent(path, _ -> new ConcurrentHashMap<>())
                        .put(headers.getOrDefault("topic", Ids.random("msg_")), new Taken(headers, browser.read(body)));
                var silence = silences.poll();
                if (silence != null && !silence.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
            if (status == 429 || status == 413) {
                exchange.getResponseHeaders().add("Retry-After", "60");
            }
            exchange.getResponseHeaders().add("Location", origin() + "/message/1");
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(String path, Map<String, String> headers, byte[] body) {
        var refusal = refusals.poll();
        if (refusal != null) {
            return refusal;
        }
        if (!browsers.containsKey(path)) {
            return 410;
        }
        if (!headers.containsKey("ttl") || !"aes128gcm".equals(headers.get("content-encoding"))) {
            return 400;
        }
        return body.length > 4096 ? 413 : authorized(path, headers.getOrDefault("authorization", "")) ? 201 : 403;
    }

    private boolean authorized(String path, String header) {
        try {
            var vapid = Vapid.verified(header);
            var left = vapid.claims().path("exp").asLong()
                    - Clock.systemUTC().instant().getEpochSecond();
            return vapid.key().equals(serverKeys.get(path))
                    && vapid.claims().path("aud").asString().equals(origin())
                    && left > 0
                    && left <= 86_400;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
