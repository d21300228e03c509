package io.aman.payment.provider.paypal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A server that answers as PayPal does, and fails in every way that it is told. */
abstract class FailingPayPal {

    static final String ORDER = "/v2/checkout/orders/O1";
    static final String AUTHORIZE = ORDER + "/authorize";
    static final String CAPTURE = "/v2/payments/authorizations/A1/capture";
    static final String TOKEN = "/v1/oauth2/token";
    static final String HELD = """
            {"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"authorizations":[
            {"id":"A1","status":"CREATED","amount":{"value":"125.00","currency_code":"USD"}}]}}]}""";
    static final String APPROVED = "{\"id\":\"O1\",\"status\":\"APPROVED\"}";
    static final String SECRET = "very_secret";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static MongoPayPalOrders orders;

    private record Answer(int status, String body) {}

    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    private HttpServer server;
    PayPalProvider paypal;

    @BeforeAll
    static void database() {
        orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypalfailures")));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        paypal = at(server.getAddress().getPort());
        on(TOKEN, 200, "{\"access_token\":\"token_" + SECRET + "\",\"expires_in\":32400}");
        on(ORDER, 200, HELD);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    PayPalProvider at(int port) {
        var url = URI.create("http://127.0.0.1:" + port);
        var client = new PayPalClient(PayPalFixture.properties(url, "client", SECRET, "WH1", "", TIMEOUT), clock);
        return PayPalConfiguration.provider(client, orders, clock);
    }

    /** The last one given for a path goes on being answered. */
    void on(String path, int status, String body) {
        answers.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    void only(String path, int status, String body) {
        answers.remove(path);
        on(path, status, body);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        var answer = next(path);
        if (answer.status() == 0) {
            await();
        } else {
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private synchronized Answer next(String path) {
        var queue = answers.getOrDefault(path, new ArrayDeque<>());
        var answer = queue.size() > 1 ? queue.poll() : queue.peek();
        return answer == null ? new Answer(404, error("INVALID_RESOURCE_ID")) : answer;
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    int asked(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    static String error(String issue) {
        return """
                {"name":"SOMETHING","message":"%s","debug_id":"d1","details":[{"issue":"%s"}]}""".formatted(SECRET, issue);
    }

    ProviderAnswer capture() {
        return paypal.capture(new Capture("key-1", "O1", new Money(12_500, "USD"), true));
    }

    ProviderAnswer confirm() {
        return paypal.confirm(new Confirm("key-1", "O1", null, null));
    }
}
