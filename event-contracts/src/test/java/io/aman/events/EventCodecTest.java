package io.aman.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String CAPTURED = "payment.captured.v1";
    private static final EventEnvelope<DomainEvent> EVENT = new EventEnvelope<>(
            "evt_1", "/payment-service", "pay_1", Instant.parse("2026-11-25T10:15:30.123456789Z"), captured());

    private final EventCodec codec = new EventCodec();

    @Test
    void anEnvelopeSurvivesTheWayThroughHeadersAndData() {
        assertThat(read(codec.headers(EVENT))).isEqualTo(EVENT);
    }

    @Test
    void theHeadersAreThoseOfCloudEventsInBinaryMode() {
        assertThat(codec.headers(EVENT))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "evt_1",
                        "ce_source", "/payment-service",
                        "ce_type", CAPTURED,
                        "ce_time", "2026-11-25T10:15:30.123456789Z",
                        "ce_partitionkey", "pay_1",
                        "content-type", "application/json"));
    }

    @Test
    void anUnknownTypeIsEmptyWhateverElseTheRecordHolds() {
        assertThat(codec.read(Map.of("ce_type", "payment.forgotten.v1"), "pay_1", new byte[] {1, 2, 3}))
                .isEmpty();
        assertThat(EventCodec.knows("payment.forgotten.v1")).isFalse();
        assertThat(EventCodec.knows(null)).isFalse();
        assertThat(EventCodec.knows(CAPTURED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time"})
    void anAttributeThatIsMissingOrBlankMakesTheRecordUnreadable(String name) {
        var headers = new HashMap<>(codec.headers(EVENT));
        for (var blank : new String[] {"", "  "}) {
            headers.put(name, blank);
            assertThatThrownBy(() -> read(headers))
                    .isInstanceOf(UnreadableEvent.class)
                    .hasMessageContaining(name);
        }
        headers.remove(name);
        assertThatThrownBy(() -> read(headers))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(name);
    }

    @Test
    void aTimeThatIsNoneMakesTheRecordUnreadable() {
        var headers = new HashMap<>(codec.headers(EVENT));
        headers.put("ce_time", "yesterday");

        assertThatThrownBy(() -> read(headers))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageNotContaining("yesterday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "4242424242424242",
                "\"4242424242424242\"",
                "{\"paymentId\":4242424242424242",
                "{\"payer\":\"4242424242424242\"}",
                "{} 4242424242424242",
                "\u0000"
            })
    void dataThatDoNotFitAreRefusedWithoutBeingQuotedAnywhere(String data) {
        assertThatThrownBy(() -> codec.read(codec.headers(EVENT), "pay_1", data.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class)
                .hasNoCause()
                .hasMessage("the data are no " + CAPTURED);
    }

    @ParameterizedTest
    @CsvSource({"EURO", "eur", "XYZ", "''"})
    void anAmountInNoCurrencyIsRefused(String currency) {
        var data = new String(codec.write(captured()), StandardCharsets.UTF_8).replace("KWD", currency);

        assertThatThrownBy(() -> codec.read(codec.headers(EVENT), "pay_1", data.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void anAmountWithAFractionOfAMinorUnitIsRefused() {
        var data = new String(codec.write(captured()), StandardCharsets.UTF_8).replace("12500", "12500.5");

        assertThatThrownBy(() -> codec.read(codec.headers(EVENT), "pay_1", data.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void typesAreLogicalAndVersionedAndEachIsOneRecordsOwn() {
        assertThat(EventCodec.types().keySet())
                .allMatch(type -> type.matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*\\.v[1-9]\\d*"));
        assertThat(EventCodec.types().values()).doesNotHaveDuplicates();
    }

    private EventEnvelope<?> read(Map<String, String> headers) {
        return codec.read(headers, EVENT.key(), codec.write(EVENT.data())).orElseThrow();
    }

    private static PaymentEvent.Captured captured() {
        var amount = new Money(12_500, "KWD");
        return new PaymentEvent.Captured("pay_1", "usr_1", amount, amount, "stripe", null);
    }
}
