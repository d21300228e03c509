package io.aman.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CardNumbersTest {

    private static Optional<String> find(String json) {
        return JsonCardNumbers.find(JsonMapper.shared().createParser(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424242",
                "378282246310005",
                "3782 822463 10005",
                "6304000000000000",
                "pm_4242-4242-4242-4242",
                "4242 4242 4242 4242 12/28 123",
                "x4242424242424242x",
                "\u0664\u0662\u0664\u0662 \u0664\u0662\u0664\u0662 \u0664\u0662\u0664\u0662 \u0664\u0662\u0664\u0662",
                "4242\u200e4242\u00ad42424242",
                "{\"pan\":\"4242424242424242\"}"
            })
    void whatLooksLikeACardNumberIsFound(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424241",
                "424242424242",
                "42424242424242424242",
                "DE89 3704 0044 0532 0130 00",
                "KW81CBKU0000000000001234560101",
                "GB82 WEST 1234 5698 7654 32",
                "2026-11-25T09:18:00.123456789Z",
                "36 37 38 39 40 41 42 43 44 45 46",
                "+965 1234 5678, +965 8765 4321",
                "4242\n424242424242",
                "INV-000001"
            })
    void whatDoesNotIsLetThrough(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[[{\"c\":\"4242424242424242\"}]]}}",
                "{\"4242424242424242\":1}",
                "{\"amount\":4242424242424242}",
                "{\"amount\":4.242424242424242e15}",
                "{\"amount\":4242424242424242.0}",
                "{\"amountMinor\":\"4242424242424242\"}",
                "{\"amountMinor\":4242424242424242.5}",
                "{\"card\":\"\\u0034242424242424242\"}",
                "{\"a\":1,\"a\":\"4242424242424242\"}",
                "[4242424242424242]",
                "\"4242424242424242\"",
                "4242424242424242"
            })
    void everyStringNumberAndNameOfABodyIsLookedAt(String json) {
        assertThat(find(json)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amountMinor\":4242424242424242}",
                "{\"unitAmountMinor\":4242424242424242}",
                "{\"amount\":1e999999999}",
                "{\"amount\":1e-999999999}",
                "{\"a\":tru",
                "",
                "{\"a\":null,\"b\":true}"
            })
    void anAmountAndWhatIsNoJsonAreLetThrough(String json) {
        assertThat(find(json)).isEmpty();
    }

    @Test
    void onlyAPlainNameIsQuoted() {
        assertThat(find("{\"reference\":\"4242424242424242\"}")).hasValue("The field reference");
        assertThat(find("{\"4242424242424242\":1}")).hasValue("A field");
        assertThat(find("[\"4242424242424242\"]")).hasValue("A field");
    }

    @Test
    void aLongTextTakesNoLongTime() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (var piece : new String[] {"1 ", "1234 ", "12345678901234567890", "AB12 ", "a-"}) {
                assertThat(CardNumbers.isIn(piece.repeat(500_000 / piece.length())))
                        .isIn(true, false);
            }
        });
    }
}
