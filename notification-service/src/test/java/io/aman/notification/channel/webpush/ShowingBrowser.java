package io.aman.notification.channel.webpush;

import com.sun.net.httpserver.HttpServer;
import io.aman.notification.channel.push.Place;
import io.aman.testing.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A real browser with the service worker that {@code docs/integrator.md} asks for. It subscribes, and takes and decrypts what
 * comes over the connection to the push service of its maker, which is one of the test's own.
 */
final class ShowingBrowser implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><title>a shop</title>
            <script>
            const told = [];
            navigator.serviceWorker.addEventListener('message', message => told.push(message.data));
            </script>
            """;

    private static final String WORKER = """
            self.addEventListener('push', event => {
                const {id, title, body, lang} = event.data.json();
                event.waitUntil(self.registration.showNotification(title, {body, lang, tag: id})
                    .then(() => self.clients.matchAll({includeUncontrolled: true}))
                    .then(pages => pages.forEach(page => page.postMessage(id))));
            });
            """;

    private static final Duration LONG = Duration.ofSeconds(20);

    private final HttpServer server;
    private final Chromium browser;
    private final String origin;
    private final String serverKey;
    private final ChromiumPushService pushService = new ChromiumPushService();

    /** @param serverKey whose messages it is to take */
    ShowingBrowser(Path program, String serverKey) {
        this.serverKey = serverKey;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/", "text/html", PAGE);
        serve("/worker.js", "text/javascript", WORKER);
        server.start();
        browser = Chromium.start(program, pushService.switches());
        try {
            open();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Opens the page, and has its worker registered. */
    private void open() {
        browser.call("Browser.grantPermissions", Map.of("origin", origin, "permissions", List.of("notifications")));
        browser.call("Page.navigate", Map.of("url", origin + "/"));
        Awaitility.await()
                .atMost(LONG)
                .ignoreException(IllegalStateException.class) // asked of the page that just goes
                .until(() -> browser.evaluate("typeof told === 'object' && document.readyState === 'complete'")
                        .asBoolean());
        browser.evaluate("navigator.serviceWorker.register('/worker.js')"
                + ".then(() => navigator.serviceWorker.ready).then(() => true)");
    }

    /** What the page sends its application server. */
    Place.Browser subscribed() {
        var subscription = browser.evaluate("""
                navigator.serviceWorker.ready.then(ready => ready.pushManager.subscribe({userVisibleOnly: true,
                    applicationServerKey: '%s'})).then(subscription => subscription.toJSON())""".formatted(serverKey));
        var keys = subscription.path("keys");
        return new Place.Browser(
                pushService.endpoint(URI.create(subscription.path("endpoint").asString())),
                keys.path("p256dh").asString(),
                keys.path("auth").asString(),
                serverKey);
    }

    private void serve(String path, String type, String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", type);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    /** Returns once the worker has shown so many in all. */
    void awaitShown(int count) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> browser.evaluate("told.length").asInt() == count);
    }

    /** The notifications that are seen, with {@code title}, {@code body}, {@code lang} and {@code tag}. */
    JsonNode shown() {
        return browser.evaluate("navigator.serviceWorker.ready.then(ready => ready.getNotifications())"
                + ".then(all => all.map(({title, body, lang, tag}) => ({title, body, lang, tag})))");
    }

    @Override
    public void close() {
        browser.close();
        pushService.close();
        server.stop(0);
    }
}
