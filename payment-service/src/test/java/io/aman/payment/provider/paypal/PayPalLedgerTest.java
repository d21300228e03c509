package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.LedgerAnswer;
import io.aman.payment.provider.LedgerReader.Line;
import io.aman.payment.provider.LedgerReader.Read;
import io.aman.payment.provider.LedgerReader.Unread;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundCommand;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PayPal's own record: against the sandbox, and against a server that says whatever it likes. */
class PayPalLedgerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Instant FROM = Instant.parse("2026-11-24T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-27T00:00:00Z");
    private static MongoPayPalOrders orders;

    private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> answers = query -> "";
    private HttpServer server;

    @BeforeAll
    static void database() {
        orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypalledger")));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** An answer that starts with no brace is a failure's name. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var query = exchange.getRequestURI().getQuery();
        String body;
        if (query == null) {
            body = "{\"access_token\":\"token\",\"expires_in\":32400}";
        } else {
            asked.add(query);
            body = answers.apply(query);
        }
        var failed = !body.startsWith("{");
        var bytes = (failed ? "{\"name\":\"" + body + "\"}" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(failed ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private LedgerAnswer read() {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var client = new PayPalClient(PayPalFixture.properties(url, "client", "secret", "WH1", "", TIMEOUT), clock);
        return new PayPalLedger(client, orders, clock).read(FROM, TO, List.of());
    }

    private static List<Line> lines(LedgerAnswer answer) {
        assertThat(answer).isInstanceOf(Read.class);
        return ((Read) answer).lines();
    }

    private static String page(int pages, String refreshed, String... rows) {
        return "{\"transaction_details\":[%s],\"total_pages\":%d,\"last_refreshed_datetime\":\"%s\"}"
                .formatted(String.join(",", rows), pages, refreshed);
    }

    private static String row(String id, String code, String status, String value, String at) {
        return """
                {"transaction_info":{"transaction_id":"%s","paypal_reference_id":"C0","paypal_reference_id_type":"TXN",
                "transaction_event_code":"%s","transaction_status":"%s","transaction_initiation_date":"%s",
                "transaction_amount":{"currency_code":"USD","value":"%s"}}}""".formatted(id, code, status, at, value);
    }

    private static String row(String id, String code, String status, String value) {
        return row(id, code, status, value, "2026-11-25T07:00:00+0000");
    }

    @Test
    void capturesAndRefundsStandUnderTheirOrderHoweverManyThereAreOfEach() {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests().with(clock))) {
            var client = new PayPalClient(PayPalFixture.properties(sandbox.paypalUrl(), sandbox, TIMEOUT), clock);
            var paypal = PayPalConfiguration.provider(client, orders, clock);
            var amount = new Money(12_500, "USD");
            var shop = URI.create("https://shop.example/return");
            var created = paypal.create(new Create("key_1", "pay_ledger", amount, null, shop));
            var order = ((Created) created).ref();
            var confirm = new Confirm("key_2", order, null, shop);
            paypal.confirm(confirm);
            PayPalFixture.command(sandbox, "orders/" + order + "/approve", "{}");
            paypal.confirm(confirm);
            paypal.capture(new Capture("key_3", order, new Money(4_000, "USD"), false));
            paypal.capture(new Capture("key_4", order, new Money(8_500, "USD"), true));
            clock.advance(Duration.ofHours(1));
            var back = new RefundCommand(UUID.randomUUID().toString(), order, new Money(2_500, "USD"));
            var refund = ((Stands) paypal.refund(back)).ref();

            var morning = Instant.parse("2026-11-25T08:00:00Z");
            var ledger = new PayPalLedger(client, orders, clock);
            assertThat(lines(ledger.read(FROM, TO, List.of())))
                    .containsExactlyInAnyOrder(
                            new Line(Kind.CAPTURE, order, null, new Money(4_000, "USD"), morning),
                            new Line(Kind.CAPTURE, order, null, new Money(8_500, "USD"), morning),
                            new Line(
                                    Kind.REFUND,
                                    order,
                                    refund,
                                    new Money(2_500, "USD"),
                                    morning.plus(Duration.ofHours(1))));
            assertThat(lines(ledger.read(FROM, morning, List.of()))).isEmpty();
            assertThat(lines(ledger.read(morning.plusSeconds(1), TO, List.of())))
                    .hasSize(1);
        }
    }

    @Test
    void everyPageIsReadAndWhatMovedOntoTheNextOneCountsOnce() {
        answers = query -> query.contains("&page=1&")
                ? page(2, "2026-11-25T08:00:00Z", row("C1", "T0006", "S", "10.00"), row("C2", "T0006", "S", "20.00"))
                : page(2, "2026-11-25T08:00:00Z", row("C2", "T0006", "S", "20.00"), row("C3", "T0003", "S", "30.00"));
        assertThat(lines(read()))
                .extracting(line -> line.amount().amountMinor())
                .containsExactly(1_000L, 2_000L, 3_000L);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whereThereIsTooMuchEachHalfIsSearchedAndNoSecondTwiceOrNever() {
        answers = query -> query.contains("end_date=2026-11-25T08:00:00Z") && query.contains("start_date=2026-11-24T00")
                ? "RESULTSET_TOO_LARGE"
                : page(
                        1,
                        "2026-11-25T08:00:00Z",
                        row(query.contains("start_date=2026-11-24T00") ? "C1" : "C2", "T0006", "S", "10.00"));
        assertThat(lines(read())).hasSize(2);
        assertThat(asked).hasSize(3);
        assertThat(asked.get(1)).endsWith("start_date=2026-11-24T00:00:00Z&end_date=2026-11-24T15:59:59Z");
        assertThat(asked.get(2)).endsWith("start_date=2026-11-24T16:00:00Z&end_date=2026-11-25T08:00:00Z");
    }

    @Test
    void tooMuchInEverySecondEndsSomeTime() {
        answers = _ -> "RESULTSET_TOO_LARGE";
        assertThat(read()).isEqualTo(new Unread("status 400, RESULTSET_TOO_LARGE"));
    }

    @ParameterizedTest
    @CsvSource({
        "T0006, S, 10.00, CAPTURE",
        "T0006, V, 10.00, CAPTURE",
        "T0007, S, 10.00, CAPTURE",
        "T1107, S, -10.00, REFUND",
        "T1106, S, -10.00, REFUND",
        "T1107, V, -10.00, REFUND+REFUND_FAILED",
        "T0006, P, 10.00, ''",
        "T0006, D, 10.00, ''",
        "T1107, P, -10.00, ''",
        "T0001, S, -10.00, ''",
        "T0400, S, -10.00, ''",
        "T1300, S, -10.00, ''",
        "T1106, S, 10.00, ''",
    })
    void onlyWhatWasTakenOrGivenBackIsALine(String code, String status, String value, String kinds) {
        answers = _ -> page(1, "2026-11-25T08:00:00Z", row("X1", code, status, value));
        var lines = lines(read());
        assertThat(String.join(
                        "+", lines.stream().map(line -> line.kind().name()).toList()))
                .isEqualTo(kinds);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.paymentRef()).isEqualTo("C0");
            assertThat(line.amount()).isEqualTo(new Money(1_000, "USD"));
            assertThat(line.refundRef()).isEqualTo(line.kind() == Kind.CAPTURE ? null : "X1");
            assertThat(line.at()).isEqualTo("2026-11-25T07:00:00Z");
        });
    }

    @Test
    void whatPayPalDidByItselfIsOfTheOrderThatItsCaptureIsOf() {
        var order = """
                {"id":"O7","status":"COMPLETED","purchase_units":[{"payments":{"captures":[
                {"id":"C7","status":"COMPLETED","amount":{"value":"10.00","currency_code":"USD"}}]}}]}""";
        orders.learn(PayPalOrder.of(PayPalClient.JSON.readTree(order)).orElseThrow());
        answers = _ -> page(
                1,
                "2026-11-25T08:00:00Z",
                row("C7", "T0006", "S", "10.00"),
                row("R7", "T1106", "S", "-4.00").replace("\"C0\"", "\"C7\""));
        assertThat(lines(read())).extracting(Line::paymentRef).containsExactly("O7", "O7");
    }

    @Test
    void aDayThatIsOverIsReadOnlyOnceTheRecordReachesItsEnd() {
        clock.advance(Duration.ofDays(3));
        answers = _ -> page(1, "2026-11-26T23:59:59+0000");
        assertThat(read()).isInstanceOf(Unread.class);
        answers = _ -> page(1, "2026-11-27T00:00:00+0000");
        assertThat(read()).isEqualTo(new Read(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"transaction_details\":[],\"total_pages\":\"many\"}",
                "{\"transaction_details\":[{}],\"total_pages\":1}",
                "{\"transaction_details\":[{\"transaction_info\":{\"transaction_id\":\"C1\",\"transaction_status\":\"S\","
                        + "\"transaction_event_code\":\"T0006\"}}],\"total_pages\":1}",
            })
    void whatCannotBeReadIsNoEmptyRecord(String body) {
        answers = _ -> body;
        assertThat(read()).isEqualTo(new Unread("an answer that cannot be read"));
    }

    @Test
    void aListThatNeverEndsIsNotReadForever() {
        answers = _ -> page(1_000_000, "2026-11-25T08:00:00Z");
        assertThat(read()).isEqualTo(new Unread("a list that does not end"));
    }
}
