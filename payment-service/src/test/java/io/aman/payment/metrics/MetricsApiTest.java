package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.events.Topics;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.testing.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsApiTest extends SandboxedService {

    private static final Duration LATER = Duration.ofSeconds(30);

    private JsonNode metrics(String window) {
        var answer = get("/api/payments/metrics?window=" + window, "payment.metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /** No other test pays in this currency. */
    private String created(String currency, long amountMinor) {
        var body = "{\"amountMinor\":%d,\"currency\":\"%s\"}".formatted(amountMinor, currency);
        return post("/api/payments", key(), body).string("id");
    }

    private JsonNode sums(String window, String currency) {
        return metrics(window)
                .path("payments")
                .valueStream()
                .filter(sums -> sums.path("currency").asString().equals(currency))
                .findFirst()
                .orElseGet(() -> JsonMapper.shared().createObjectNode());
    }

    private void refund(String id, long amountMinor) {
        assertThat(refund(id, "{\"amountMinor\":" + amountMinor + "}").status()).isEqualTo(201);
    }

    @Test
    void paymentsAreSummedByProviderMethodAndCurrency() {
        for (int paid = 0; paid < 3; paid++) {
            var id = created("OMR", 10_000);
            confirm(id, "pm_card_visa");
            assertThat(capture(id).status()).isEqualTo(200);
            if (paid == 0) {
                refund(id, 2_500);
            }
        }
        assertThat(confirm(created("OMR", 10_000), "pm_card_chargeDeclined").string("state"))
                .isEqualTo("FAILED");
        await().atMost(LATER).untilAsserted(() -> {
            var sums = sums("1h", "OMR");
            assertThat(sums.path("provider").asString("")).isEqualTo("stripe");
            assertThat(sums.path("method").asString()).isEqualTo("card");
            assertThat(sums.path("created").asLong()).isEqualTo(4);
            assertThat(sums.path("paid").asLong()).isEqualTo(3);
            assertThat(sums.path("declined").asLong()).isEqualTo(1);
            assertThat(sums.path("successRate").asDouble()).isEqualTo(0.75);
            assertThat(sums.path("captures").path("amountMinor").asLong()).isEqualTo(30_000);
            assertThat(sums.path("refunds").path("count").asLong()).isEqualTo(1);
            assertThat(sums.path("refunds").path("amountMinor").asLong()).isEqualTo(2_500);
        });
        assertThat(sums("30d", "OMR")).isEqualTo(sums("1h", "OMR"));
        assertThat(metrics("24h").path("byCurrency").toString()).contains("{\"of\":\"OMR\",\"paid\":3,\"declined\":1,");
        assertThat(metrics("24h").path("byMethod").toString()).contains("\"of\":\"card\"");
    }

    @Test
    void callsAreCountedWithHowLongTheyTookAndThoseWithoutOutcome() {
        unheard();
        var id = authorized();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture", 500, 1);
        capture(id);
        await().atMost(LATER).untilAsserted(() -> {
            var metrics = metrics("1h");
            assertThat(metrics.path("unknownOutcomes").asLong()).isPositive();
            var capture = metrics.path("calls")
                    .valueStream()
                    .filter(call -> call.path("provider").asString().equals("stripe")
                            && call.path("operation").asString().equals("CAPTURE"))
                    .findFirst()
                    .orElseThrow();
            assertThat(capture.path("unknown").asLong()).isPositive();
            assertThat(capture.path("count").asLong())
                    .isGreaterThanOrEqualTo(capture.path("unknown").asLong());
            var millis = capture.path("millis");
            assertThat(millis.path("p99").asDouble()).isBetween(1_000.0, 60_000.0);
            assertThat(millis.path("p50").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(millis.path("p95").asDouble());
        });
    }

    private static void tell(String key, PaymentEvent event) {
        EmbeddedKafka.send(Topics.PAYMENTS, new EventEnvelope<>(key(), "/payment-service", key, Instant.now(), event));
    }

    @Test
    void aRecordThatNobodyCanReadHoldsUpNoneBehindIt() {
        var id = "pay_" + key();
        var amount = new Money(2_000, "BHD");
        tell(id, new PaymentEvent.Expired(id, payer, amount, "stripe"));
        EmbeddedKafka.send(Topics.PAYMENTS, id, Map.of(EventCodec.TYPE, "payment.expired.v1"), new byte[] {'{'});
        tell(id, new PaymentEvent.Disputed(id, payer, amount, "stripe", DisputeStatus.OPEN));
        await().atMost(LATER).untilAsserted(() -> {
            var sums = sums("1h", "BHD");
            assertThat(sums.path("expired").asLong()).isEqualTo(1);
            assertThat(sums.path("disputes").path("opened").asLong()).isEqualTo(1);
            assertThat(sums.path("disputes").path("openedMinor").asLong()).isEqualTo(2_000);
            assertThat(sums.has("successRate")).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"1h,1", "24h,24", "7d,168", "30d,720"})
    void aWindowBeginsWithAWholeHour(String window, long hours) {
        var metrics = metrics(window);
        var from = Instant.parse(metrics.path("from").asString());
        var to = Instant.parse(metrics.path("to").asString());
        assertThat(from).isEqualTo(Hours.of(to.minus(Duration.ofHours(hours))));
        assertThat(metrics.path("window").asString()).isEqualTo(window);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2h", "1H", "24h%7C7d", "-1h", "24h%0A"})
    void whatIsNoWindowIsRefused(String window) {
        var answer = get("/api/payments/metrics?window=" + window, "payment.metrics");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("code")).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void onlyWhoMaySeeFiguresSeesThem() {
        assertThat(get("/api/payments/metrics", "payment.view", "payment.audit").status())
                .isEqualTo(403);
        assertThat(get("/api/payments/metrics", "payment.metrics").string("window"))
                .isEqualTo("24h");
    }
}
