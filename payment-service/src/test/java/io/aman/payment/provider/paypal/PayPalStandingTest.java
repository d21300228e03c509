package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayPalStandingTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final JsonNode MAPPING =
            PayPalEventTest.oracle("state-mapping.json").path("paypal");

    private static ProviderAnswer order(String status, String payments) {
        var json = """
                {"id":"O1","status":"%s","purchase_units":[{"payments":%s}]}""".formatted(status, payments);
        return PayPalOrder.of(JsonMapper.shared().readTree(json))
                .map(order -> PayPalStanding.of(order, NOW))
                .orElseGet(PayPalFailures::unreadable);
    }

    private static String piece(String id, String status, String value) {
        return """
                {"id":"%s","status":"%s","amount":{"value":"%s","currency_code":"USD"}}""".formatted(id, status, value);
    }

    private static ProviderAnswer completed(String authorization, String... captures) {
        var taken = new ArrayList<String>();
        for (var status : captures) {
            taken.add(piece("C" + taken.size(), status, "5.00"));
        }
        return order(
                "COMPLETED",
                "{\"authorizations\":[%s],\"captures\":[%s]}"
                        .formatted(piece("A1", authorization, "20.00"), String.join(",", taken)));
    }

    private static String named(ProviderAnswer answer) {
        return answer.getClass().getSimpleName();
    }

    private static List<String> statuses(String of) {
        return List.copyOf(MAPPING.path(of + ".status").propertyNames());
    }

    @Test
    void everyStatusOfAnOrderHasItsMeaning() {
        var meanings = new TreeMap<String, String>();
        statuses("order").forEach(status -> meanings.put(status, named(order(status, "{}"))));
        assertThat(meanings)
                .isEqualTo(Map.of(
                        "CREATED",
                        "Created",
                        "SAVED",
                        "Created",
                        "PAYER_ACTION_REQUIRED",
                        "Created",
                        "APPROVED",
                        "Approved",
                        "COMPLETED",
                        "Unknown",
                        "VOIDED",
                        "Canceled"));
    }

    @Test
    void everyStatusOfAnAuthorizationHasItsMeaning() {
        var meanings = new TreeMap<String, String>();
        statuses("authorization")
                .forEach(status -> meanings.put(
                        status,
                        named(status.endsWith("CAPTURED") ? completed(status, "COMPLETED") : completed(status))));
        assertThat(meanings)
                .isEqualTo(Map.of(
                        "CREATED",
                        "Authorized",
                        "PENDING",
                        "Processing",
                        "PARTIALLY_CAPTURED",
                        "PartlyCaptured",
                        "CAPTURED",
                        "Captured",
                        "DENIED",
                        "Declined",
                        "VOIDED",
                        "Canceled"));
    }

    @Test
    void everyStatusOfACaptureHasItsMeaning() {
        var meanings = new TreeMap<String, String>();
        statuses("capture").forEach(status -> meanings.put(status, named(completed("CAPTURED", status))));
        assertThat(meanings)
                .isEqualTo(Map.of(
                        "COMPLETED",
                        "Captured",
                        "PENDING",
                        "Processing",
                        "DECLINED",
                        "Declined",
                        "FAILED",
                        "Declined",
                        "PARTIALLY_REFUNDED",
                        "Captured",
                        "REFUNDED",
                        "Captured"));
    }

    @Test
    void whatIsPendingMayStillArrive() {
        assertThat(named(completed("CAPTURED", "COMPLETED", "PENDING"))).isEqualTo("PartlyCaptured");
        assertThat(named(completed("VOIDED", "PENDING"))).isEqualTo("Processing");
        assertThat(named(completed("VOIDED", "COMPLETED"))).isEqualTo("Captured");
        assertThat(named(completed("PARTIALLY_CAPTURED", "DECLINED"))).isEqualTo("Authorized");
        assertThat(named(completed("CREATED", "PENDING"))).isEqualTo("Processing");
    }

    @Test
    void whatNobodyKnowsIsUnknown() {
        assertThat(order("NEW", "{}")).isInstanceOf(Unknown.class);
        assertThat(completed("NEW")).isInstanceOf(Unknown.class);
        assertThat(completed("CAPTURED", "NEW")).isInstanceOf(Unknown.class);
        assertThat(completed("CAPTURED")).isInstanceOf(Unknown.class);
        assertThat(order("COMPLETED", "{\"captures\":[" + piece("C", "COMPLETED", "5.00") + "]}"))
                .isInstanceOf(Unknown.class);
        assertThat(order("COMPLETED", "{\"authorizations\":[" + piece("A", "CREATED", "5.001") + "]}"))
                .isInstanceOf(Unknown.class);
        assertThat(order("COMPLETED", "{\"authorizations\":[{\"id\":\"A\"}]}")).isInstanceOf(Unknown.class);
    }

    @Test
    void aRenewedAuthorizationHoldsInsteadOfTheFirst() {
        var answer = order(
                "COMPLETED",
                "{\"authorizations\":[%s,%s]}"
                        .formatted(piece("A", "VOIDED", "20.00"), piece("B", "CREATED", "20.00")));
        assertThat(named(answer)).isEqualTo("Authorized");
    }
}
