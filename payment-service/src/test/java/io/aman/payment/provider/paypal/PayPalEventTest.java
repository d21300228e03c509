package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.Notice.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayPalEventTest {

    private static final JsonNode SAMPLES = oracle("paypal-events.json");

    static JsonNode oracle(String name) {
        try (var file = PayPalEventTest.class.getResourceAsStream("/oracles/" + name)) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> samples() {
        return Stream.of("doc_samples", "synthetic")
                .flatMap(kind -> SAMPLES.path(kind).valueStream());
    }

    private static PayPalEvent read(String kind, String type) {
        return PayPalEvent.of(SAMPLES.path(kind).path(type).toString()).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsAnEventThatNamesSomethingOfOurs(JsonNode sample) {
        var event = PayPalEvent.of(sample.toString()).orElseThrow();
        assertThat(event.id()).isEqualTo(sample.path("id").asString());
        assertThat(event.type()).isEqualTo(sample.path("event_type").asString());
        assertThat(event.about()).isNotEqualTo(Subject.SOMETHING_ELSE);
        assertThat(event.order() != null
                        || event.paymentId() != null
                        || !event.pieces().isEmpty())
                .isTrue();
    }

    @Test
    void aCaptureNamesItsOrderAndAnOlderOneItsAuthorization() {
        assertThat(read("synthetic", "PAYMENT.CAPTURE.PENDING"))
                .isEqualTo(new PayPalEvent(
                        "WH-SYN-PAYMENT.CAPTURE.PENDING",
                        "PAYMENT.CAPTURE.PENDING",
                        Subject.PAYMENT,
                        "5O190127TN364715T",
                        "PAY0000000002",
                        List.of("27M47624FP291604U", "7W5147081L658180V")));
        var old = read("doc_samples", "PAYMENT.CAPTURE.COMPLETED");
        assertThat(old.order()).isNull();
        assertThat(old.pieces()).containsExactly("27M47624FP291604U", "7W5147081L658180V");
    }

    @Test
    void aRefundsUpIsTheCapture() {
        var event = read("doc_samples", "PAYMENT.CAPTURE.REFUNDED");
        assertThat(event.about()).isEqualTo(Subject.REFUND);
        assertThat(event.pieces()).containsExactly("1Y107995YT783435V", "0JF852973C016714D");
    }

    @Test
    void aDisputeIsAboutCaptures() {
        for (var event : List.of(
                read("doc_samples", "CUSTOMER.DISPUTE.RESOLVED"), read("synthetic", "CUSTOMER.DISPUTE.CREATED"))) {
            assertThat(event.about()).isEqualTo(Subject.DISPUTE);
            assertThat(event.pieces()).containsExactly("00D10444LD479031K");
        }
    }

    @Test
    void anApprovalIsAboutTheOrderItself() {
        var event = read("synthetic", "CHECKOUT.ORDER.APPROVED");
        assertThat(event.order()).isEqualTo("5O190127TN364715T");
        assertThat(event.paymentId()).isEqualTo("PAY0000000002");
        assertThat(PayPalEvent.of("{\"id\":\"WH-1\",\"event_type\":\"CHECKOUT.PAYMENT-APPROVAL.REVERSED\","
                                + "\"resource\":{\"order_id\":\"5O1\"}}")
                        .orElseThrow()
                        .order())
                .isEqualTo("5O1");
    }

    /** As the mapping of states has it. */
    @Test
    void everyEventOfTheMappingIsActedOn() {
        var subjects = Map.of("PAYMENT.CAPTURE.REFUNDED", Subject.REFUND, "PAYMENT.CAPTURE.REVERSED", Subject.DISPUTE);
        for (var type :
                oracle("state-mapping.json").path("paypal").path("events").propertyNames()) {
            var usual = type.startsWith("CUSTOMER.") ? Subject.DISPUTE : Subject.PAYMENT;
            var event = PayPalEvent.of("{\"id\":\"WH-1\",\"event_type\":\"" + type + "\",\"resource\":{}}");
            assertThat(event.orElseThrow().about()).isEqualTo(subjects.getOrDefault(type, usual));
        }
        assertThat(PayPalEvent.of("{\"id\":\"WH-1\",\"event_type\":\"BILLING.PLAN.CREATED\",\"resource\":{}}")
                        .orElseThrow()
                        .about())
                .isEqualTo(Subject.SOMETHING_ELSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{}",
                "{\"id\":1,\"event_type\":\"X\",\"resource\":{}}",
                "{\"id\":\"WH-1\",\"event_type\":\"X\"}",
                "{\"id\":\"WH 1\",\"event_type\":\"X\",\"resource\":{}}",
                "{\"id\":\"WH-1\",\"event_type\":\"x y\",\"resource\":{}}",
                "{\"id\":\"WH-1\",\"event_type\":\"X\",\"resource\":[]}"
            })
    void anythingElseIsNoEvent(String body) {
        assertThat(PayPalEvent.of(body)).isEmpty();
    }
}
