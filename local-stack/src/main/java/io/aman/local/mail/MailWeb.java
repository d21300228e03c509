package io.aman.local.mail;

import static io.aman.local.part.Arguments.cannotListen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list over HTTP: {@code GET /}, {@code GET /mails/{id}[/raw]}, {@code GET /api/mails[?to=address]} (JSON, newest
 * first), {@code DELETE /api/mails}. Reads the folder each time, one mail at a time.
 */
final class MailWeb implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MailWeb.class);
    private static final Pattern MAIL = Pattern.compile("/mails/(\\d+)(/raw)?");
    private static final int PAGE_SIZE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Mails may style themselves, but neither run scripts nor tell anybody that they are read. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MailFolder folder;

    private MailWeb(HttpServer server, MailFolder folder) {
        this.server = server;
        this.folder = folder;
    }

    static MailWeb start(String host, int port, MailFolder folder) {
        try {
            var web = new MailWeb(HttpServer.create(new InetSocketAddress(host, port), 0), folder);
            web.server.createContext("/", web::handle);
            web.server.setExecutor(web.threads);
            web.server.start();
            return web;
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            route(exchange);
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e);
            throw e;
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var method = exchange.getRequestMethod();
        var mail = MAIL.matcher(path);
        if (path.equals("/api/mails") && method.equals("DELETE")) {
            folder.clear();
            exchange.sendResponseHeaders(204, -1);
        } else if (!method.equals("GET")) {
            exchange.getResponseHeaders().set("Allow", path.equals("/api/mails") ? "GET, DELETE" : "GET");
            send(exchange, 405, "text/plain", "method not allowed");
        } else if (path.equals("/")) {
            sendList(exchange);
        } else if (path.equals("/api/mails")) {
            sendJson(exchange, queried(exchange, "to"));
        } else if (mail.matches()) {
            sendMail(exchange, mail.group(1), mail.group(2) != null);
        } else {
            send(exchange, 404, "text/plain", "not found");
        }
    }

    private void sendList(HttpExchange exchange) throws IOException {
        var ids = folder.ids();
        var newest = new ArrayList<CaughtMail>();
        for (var id : ids.subList(0, Math.min(PAGE_SIZE, ids.size()))) {
            folder.read(id).ifPresent(newest::add);
        }
        send(exchange, 200, "text/html", MailPages.list(newest, ids.size()));
    }

    private void sendMail(HttpExchange exchange, String id, boolean raw) throws IOException {
        if (raw) {
            var source = folder.raw(id);
            if (source.isPresent()) {
                send(exchange, 200, "message/rfc822", source.get());
                return;
            }
        } else {
            var mail = folder.read(id);
            if (mail.isPresent()) {
                send(exchange, 200, "text/html", MailPages.mail(mail.get()));
                return;
            }
        }
        send(exchange, 404, "text/plain", "no such mail");
    }

    /** Streams: all mails together may be larger than the heap. */
    private void sendJson(HttpExchange exchange, Optional<String> to) throws IOException {
        var ids = folder.ids();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var out = JSON.writer().writeValuesAsArray(exchange.getResponseBody())) {
            for (var id : ids) {
                var mail = folder.read(id).filter(read -> to.isEmpty() || read.isTo(to.get()));
                if (mail.isPresent()) {
                    out.write(mail.get());
                }
            }
        }
    }

    private static Optional<String> queried(HttpExchange exchange, String name) {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        // a plus is a plus here: addresses have them more often than spaces
                        .map(pair -> pair.substring(name.length() + 1).replace("+", "%2B"))
                        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                        .findFirst();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
