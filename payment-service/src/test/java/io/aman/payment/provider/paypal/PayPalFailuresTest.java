package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundCommand;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a failure at PayPal means, against a server that fails in every way it can. */
@ExtendWith(OutputCaptureExtension.class)
class PayPalFailuresTest {

    private static final String ORDER = "/v2/checkout/orders/O1";
    private static final String AUTHORIZE = ORDER + "/authorize";
    private static final String CAPTURE = "/v2/payments/authorizations/A1/capture";
    private static final String TOKEN = "/v1/oauth2/token";
    private static final String HELD = """
            {"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"authorizations":[
            {"id":"A1","status":"CREATED","amount":{"value":"125.00","currency_code":"USD"}}]}}]}""";
    private static final String APPROVED = "{\"id\":\"O1\",\"status\":\"APPROVED\"}";
    private static final String SECRET = "very_secret";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static MongoPayPalOrders orders;

    private record Answer(int status, String body) {}

    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    private HttpServer server;
    private PayPalProvider paypal;

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

    private PayPalProvider at(int port) {
        var url = URI.create("http://127.0.0.1:" + port);
        var client = new PayPalClient(PayPalFixture.properties(url, "client", SECRET, "WH1", "", TIMEOUT), clock);
        return PayPalConfiguration.provider(client, orders, clock);
    }

    /** The last one given for a path goes on being answered. */
    private void on(String path, int status, String body) {
        answers.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    private void only(String path, int status, String body) {
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

    private int asked(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    private static String error(String issue) {
        return """
                {"name":"SOMETHING","message":"%s","debug_id":"d1","details":[{"issue":"%s"}]}""".formatted(SECRET, issue);
    }

    private ProviderAnswer capture() {
        return paypal.capture(new Capture("key-1", "O1", new Money(12_500, "USD"), true));
    }

    private ProviderAnswer confirm() {
        return paypal.confirm(new Confirm("key-1", "O1", null, null));
    }

    @Test
    void noAnswerInTimeIsUnknownAndNotAskedAgain() {
        on(CAPTURE, 0, "");
        assertThat(capture()).isInstanceOf(Unknown.class);
        assertThat(asked(CAPTURE)).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsRefusedIsCertainlyNotSent() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(at(port).capture(new Capture("key-1", "O1", new Money(1, "USD"), true)))
                .isInstanceOf(NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 502, 503, 504, 302, 418})
    void whateverIsNotCertainIsUnknown(int status) {
        on(CAPTURE, status, error("PREVIOUS_REQUEST_IN_PROGRESS"));
        assertThat(capture()).isInstanceOf(Unknown.class);
        assertThat(asked(CAPTURE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "[]",
                "",
                "{\"id\":\"C1\",\"status\":\"NEW\",\"amount\":{\"value\":\"1.00\",\"currency_code\":\"USD\"}}",
                "{\"id\":\"C1\",\"status\":\"COMPLETED\",\"amount\":{\"value\":\"1.001\",\"currency_code\":\"USD\"}}"
            })
    void anAnswerThatNobodyUnderstandsIsUnknown(String body) {
        on(CAPTURE, 201, body);
        assertThat(capture()).isInstanceOf(Unknown.class);
    }

    @Test
    void tooManyRequestsAreCertainlyNotSent() {
        on(CAPTURE, 429, error("RATE_LIMIT_REACHED"));
        assertThat(capture()).isInstanceOf(NotSent.class);
    }

    @Test
    void whereTheOrderCannotBeReadNothingWasAsked() {
        only(ORDER, 500, "");
        assertThat(capture()).isInstanceOf(NotSent.class);
        assertThat(confirm()).isInstanceOf(NotSent.class);
        assertThat(paypal.refund(new RefundCommand("ref-1", "O1", new Money(1, "USD"))))
                .isInstanceOf(NotSent.class);
        assertThat(asked(CAPTURE)).isZero();
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aRequestThatPayPalFindsWrongIsRefused(int status) {
        on(CAPTURE, status, error("DECIMAL_PRECISION"));
        assertThat(capture()).isEqualTo(new Refused("decimal_precision"));
    }

    @Test
    void whatIsNoWordIsNotPassedOn() {
        on(CAPTURE, 422, error("no <word>"));
        assertThat(capture()).isEqualTo(new Refused("unspecified"));
    }

    @Test
    void aDeclinedInstrumentIsADeclineWithItsEvidence() {
        only(ORDER, 200, APPROVED);
        on(AUTHORIZE, 422, error("INSTRUMENT_DECLINED"));
        assertThat(confirm()).isEqualTo(new Declined("O1", "instrument_declined", "d1"));
    }

    @Test
    void anOrderThatIsAuthorizedAlreadyTellsHowItStands() {
        only(ORDER, 200, APPROVED);
        on(ORDER, 200, HELD);
        on(AUTHORIZE, 422, error("ORDER_ALREADY_AUTHORIZED"));
        assertThat(confirm()).isEqualTo(new Authorized("O1", new Money(12_500, "USD")));
    }

    @Test
    void anInvoiceIdOfSomebodyElseIsRefused() {
        only(ORDER, 200, APPROVED);
        on(AUTHORIZE, 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(confirm()).isEqualTo(new Refused("duplicate_invoice_id"));
        only(ORDER, 200, HELD);
        on(CAPTURE, 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(capture()).isEqualTo(new Refused("duplicate_invoice_id"));
    }

    @Test
    void aRefundThatWasMadeBeforeIsNotRefused() {
        only(ORDER, 200, """
                {"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[
                {"id":"C1","status":"COMPLETED","amount":{"value":"125.00","currency_code":"USD"}}]}}]}""");
        on("/v2/payments/captures/C1/refund", 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(paypal.refund(new RefundCommand("ref-1", "O1", new Money(1, "USD"))))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedCredentialsAreLoggedAsAnErrorWithoutThem(int status, CapturedOutput output) {
        only(ORDER, status, error("PERMISSION_DENIED"));
        assertThat(capture()).isEqualTo(new Refused("credentials"));
        only(TOKEN, status, "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + "\"}");
        clock.advance(Duration.ofDays(1));
        assertThat(capture()).isInstanceOfAny(Refused.class, NotSent.class);
        assertThat(output).contains("ERROR").doesNotContain(SECRET);
    }

    @Test
    void withoutAnAccessTokenNothingWasAsked() {
        only(TOKEN, 503, "");
        assertThat(capture()).isInstanceOf(NotSent.class);
        assertThat(asked(ORDER)).isZero();
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
    }

    @Test
    void anAccessTokenIsFetchedOnceForAllAndAgainBeforeItEnds() throws Exception {
        AtOnce.run(20, _ -> paypal.read("O1"));
        assertThat(asked(TOKEN)).isEqualTo(1);
        clock.advance(Duration.ofHours(8));
        paypal.read("O1");
        assertThat(asked(TOKEN)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(59).plusSeconds(30));
        paypal.read("O1");
        assertThat(asked(TOKEN)).isEqualTo(2);
    }

    @Test
    void aRefusedAccessTokenIsReplacedOnce() {
        only(ORDER, 401, error("INVALID_TOKEN"));
        on(ORDER, 200, HELD);
        assertThat(paypal.read("O1")).isInstanceOf(Authorized.class);
        assertThat(asked(TOKEN)).isEqualTo(2);
        only(ORDER, 401, error("INVALID_TOKEN"));
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
        assertThat(asked(ORDER)).isEqualTo(4);
    }

    @Test
    void anOrderThatIsNotThereIsAbsentAndNoReasonToBelieveThatNothingHappened() {
        only(ORDER, 404, error("INVALID_RESOURCE_ID"));
        assertThat(paypal.read("O1")).isEqualTo(new Absent("not found"));
    }

    @Test
    void aCreationWithoutAnAnswerIsUnknown() {
        on("/v2/checkout/orders", 0, "");
        assertThat(paypal.create(new Create("key-1", "pay_1", new Money(1, "USD"), null, null)))
                .isInstanceOf(Unknown.class);
    }
}
