package io.aman.notification.channel.webpush;

import com.sun.net.httpserver.HttpServer;
import io.aman.testing.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A real browser with the service worker that {@code docs/integrator.md} asks for. Its maker's push service cannot be had in a
 * test, so that the decrypted message enters where that ends: it is handed to the browser, which wakes the worker with it.
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

    private final HttpServer server;
    private final Chromium browser;
    private final String origin;
    private final String registration;

    ShowingBrowser(Path program) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/", "text/html", PAGE);
        serve("/worker.js", "text/javascript", WORKER);
        server.start();
        browser = Chromium.start(program);
        try {
            registration = registered();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Opens the page, and has its worker registered. */
    private String registered() {
        browser.call("Browser.grantPermissions", Map.of("origin", origin, "permissions", List.of("notifications")));
        browser.call("ServiceWorker.enable", Map.of());
        browser.call("Page.navigate", Map.of("url", origin + "/"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreException(IllegalStateException.class) // asked of the page that just goes
                .until(() -> browser.evaluate("typeof told === 'object' && document.readyState === 'complete'")
                        .asBoolean());
        browser.evaluate("navigator.serviceWorker.register('/worker.js')"
                + ".then(() => navigator.serviceWorker.ready).then(() => true)");
        return registration();
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

    /** Ours, as the browser names it; the first events may have none yet. */
    private String registration() {
        while (true) {
            for (var known :
                    browser.event("ServiceWorker.workerRegistrationUpdated").path("registrations")) {
                if (known.path("scopeURL").asString().startsWith(origin)) {
                    return known.path("registrationId").asString();
                }
            }
        }
    }

    /** Returns once the worker has shown it, as the {@code count}th in all. */
    void receive(String message, int count) {
        browser.call(
                "ServiceWorker.deliverPushMessage",
                Map.of("origin", origin, "registrationId", registration, "data", message));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
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
        server.stop(0);
    }
}
