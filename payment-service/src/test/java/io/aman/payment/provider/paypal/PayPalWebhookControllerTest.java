package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.platform.webhook.LimitedBody;
import io.aman.testing.EmbeddedMongo;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayPalWebhookControllerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String EVENT =
            "{\"id\":\"WH-1\",\"event_type\":\"CHECKOUT.ORDER.APPROVED\",\"resource\":{\"id\":\"O1\"}}";

    private static Sandbox sandbox;
    private static MongoPayPalOrders orders;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
        orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypalwebhook")));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static Stream<JsonNode> samples() {
        return PayPalEventTest.samples();
    }

    private static ResponseEntity<?> deliver(Notices notices, String body, HttpHeaders headers, URI url)
            throws Exception {
        var properties = PayPalFixture.properties(url, sandbox, TIMEOUT);
        var signature = PayPalConfiguration.signature(properties, new PayPalClient(properties, CLOCK), CLOCK);
        return new PayPalWebhookController(
                        signature, new PayPalNotices(orders), notices, new LimitedBody(DataSize.ofBytes(10_000)))
                .receive(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), headers);
    }

    private static HttpHeaders signed(String body) {
        var headers = new HttpHeaders();
        sandbox.paypal()
                .sign(body.getBytes(StandardCharsets.UTF_8), CLOCK.instant())
                .forEach(headers::set);
        return headers;
    }

    private static int status(Notices notices, String body, HttpHeaders headers) throws Exception {
        return deliver(notices, body, headers, sandbox.paypalUrl())
                .getStatusCode()
                .value();
    }

    private static Notice noticed(String body) throws Exception {
        var notices = new ArrayList<Notice>();
        assertThat(status(notices::add, body, signed(body))).isEqualTo(200);
        return notices.getFirst();
    }

    @Test
    void whatIsStoredIsAcknowledged() throws Exception {
        assertThat(status(_ -> true, EVENT, signed(EVENT))).isEqualTo(200);
        assertThat(status(_ -> false, EVENT, signed(EVENT))).isEqualTo(200);
    }

    @Test
    void whatCouldNotBeStoredIsNot() throws Exception {
        Notices away = _ -> {
            throw new DataAccessResourceFailureException("the database is away");
        };
        assertThat(status(away, EVENT, signed(EVENT))).isEqualTo(503);
    }

    @Test
    void whatNobodyCouldVerifyComesAgain() throws Exception {
        var url = URI.create("http://127.0.0.1:1");
        var headers = signed(EVENT);
        headers.set("PAYPAL-CERT-URL", url + "/v1/notifications/certs/CERT-1");
        assertThat(deliver(_ -> true, EVENT, headers, url).getStatusCode().value())
                .isEqualTo(503);
    }

    @Test
    void whatIsForgedLargeOrNoEventIsRefused() throws Exception {
        assertThat(status(_ -> true, EVENT + " ", signed(EVENT))).isEqualTo(400);
        assertThat(status(_ -> true, EVENT, new HttpHeaders())).isEqualTo(400);
        var twice = signed(EVENT);
        twice.add("PAYPAL-TRANSMISSION-ID", twice.getFirst("PAYPAL-TRANSMISSION-ID"));
        assertThat(status(_ -> true, EVENT, twice)).isEqualTo(400);
        var large = "{\"x\":\"" + "x".repeat(10_000) + "\"}";
        assertThat(status(_ -> true, large, signed(large))).isEqualTo(413);
        assertThat(status(_ -> true, "{}", signed("{}"))).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsKeptAsItCame(JsonNode sample) throws Exception {
        var notice = noticed(sample.toString());
        assertThat(notice.eventId()).isEqualTo(sample.path("id").asString());
        assertThat(notice.body()).isEqualTo(sample.toString());
        assertThat(notice.ref()).isNotNull();
        assertThat(new PayPalNotices(orders).read(notice.body())).contains(notice);
    }

    private static void known(String order, String piece) {
        var json = """
                {"id":"%s","status":"COMPLETED","purchase_units":[{"payments":{"authorizations":[
                {"id":"%s","status":"CREATED","amount":{"value":"1.00","currency_code":"USD"}}]}}]}""".formatted(order, piece);
        orders.learn(PayPalOrder.of(JsonMapper.shared().readTree(json)).orElseThrow());
    }

    @Test
    void theOrderIsFoundByWhateverTheEventNames() throws Exception {
        assertThat(noticed(EVENT).ref()).isEqualTo("O1");
        orders.remember("O2", "pay_2");
        assertThat(noticed("{\"id\":\"WH-2\",\"event_type\":\"PAYMENT.CAPTURE.REFUNDED\",\"resource\":"
                                + "{\"id\":\"R2\",\"custom_id\":\"pay_2\"}}")
                        .ref())
                .isEqualTo("O2");
        known("O3", "00D10444LD479031K");
        known("O4", "7W5147081L658180V");
        known("O5", "0JF852973C016714D");
        var samples = PayPalEventTest.oracle("paypal-events.json").path("doc_samples");
        for (var found : List.of(
                List.of("CUSTOMER.DISPUTE.RESOLVED", "O3"),
                List.of("PAYMENT.CAPTURE.COMPLETED", "O4"),
                List.of("PAYMENT.CAPTURE.REFUNDED", "O5"))) {
            assertThat(noticed(samples.path(found.getFirst()).toString()).ref()).isEqualTo(found.getLast());
        }
    }
}
