package io.aman.notification.channel.webpush;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the maker of Chromium runs for it, as far as a message's way to one browser: check-in, registration, the connection, and
 * the address where application servers post. What is posted goes on as it is; the browser alone can read it.
 */
final class ChromiumPushService implements AutoCloseable {

    private static final String PUSH = "/push/";

    private final MobileConnections connections = new MobileConnections();
    private final Map<String, Map<String, String>> registrations = new ConcurrentHashMap<>();
    private final HttpServer server;

    ChromiumPushService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/checkin", answering(this::checkedIn));
        server.createContext("/register", answering(this::registered));
        server.createContext(PUSH, this::push);
        server.start();
    }

    /** That make a Chromium ask here. */
    List<String> switches() {
        return List.of(
                "--gcm-checkin-url=" + origin() + "/checkin",
                "--gcm-registration-url=" + origin() + "/register",
                "--gcm-mcs-endpoint=" + connections.address(),
                "--ignore-certificate-errors");
    }

    /** Where to post for a browser, which names an address of its maker's. */
    URI endpoint(URI named) {
        var path = named.getPath();
        return URI.create(origin() + PUSH + path.substring(path.lastIndexOf('/') + 1));
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private interface Answer {
        byte[] to(String request);
    }

    private static HttpHandler answering(Answer answer) {
        return exchange -> {
            try (exchange) {
                var body = answer.to(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        };
    }

    /** @see <a href="https://source.chromium.org/chromium/chromium/src/+/main:google_apis/gcm/protocol/checkin.proto">checkin.proto</a> */
    private byte[] checkedIn(String request) {
        return new ProtoMessage()
                .number(1, 1)
                .number(3, Clock.systemUTC().millis())
                .fixed64(7, 1)
                .fixed64(8, 2)
                .toByteArray();
    }

    private byte[] registered(String form) {
        var token = Ids.random("");
        registrations.put(
                token,
                Arrays.stream(form.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
        return ("token=" + token).getBytes(StandardCharsets.UTF_8);
    }

    private void push(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var registration = registrations.get(path.substring(PUSH.length()));
            var coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
            var vapid = Vapid.verified(exchange.getRequestHeaders().getFirst("Authorization"));
            if (registration == null || !vapid.key().equals(registration.get("sender"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            connections.deliver(new ProtoMessage()
                    .text(3, vapid.key())
                    .text(5, registration.getOrDefault("app", ""))
                    .message(7, pair("subtype", registration.getOrDefault("X-subtype", "")))
                    .message(7, pair("content-encoding", coding))
                    .text(9, Ids.random(""))
                    .number(18, Clock.systemUTC().millis())
                    .bytes(21, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(201, -1);
        }
    }

    private static ProtoMessage pair(String key, String value) {
        return new ProtoMessage().text(1, key).text(2, value);
    }

    @Override
    public void close() {
        server.stop(0);
        connections.close();
    }
}
