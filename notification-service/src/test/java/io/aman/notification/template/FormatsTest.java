package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12500        | KWD | KWD 12.500           | 12.500 د.ك",
                "1250         | EUR | EUR 12.50            | 12.50 €",
                "1250         | JPY | JPY 1,250            | 1,250 JP¥",
                "123456789012 | KWD | KWD 123,456,789.012  | 123,456,789.012 د.ك",
                "5            | SAR | SAR 0.05             | 0.05 ر.س",
                "0            | BHD | BHD 0.000            | 0.000 د.ب",
            })
    void anAmountHasAllDigitsOfItsCurrencyInLatinDigits(long minor, String currency, String english, String arabic) {
        var money = new Money(minor, currency);

        assertThat(Formats.amount(money, Language.ENGLISH).replace('\u00A0', ' '))
                .isEqualTo(english);
        assertThat(Formats.amount(money, Language.ARABIC).replace('\u00A0', ' '))
                .isEqualTo(arabic);
    }

    @Test
    void aTimeIsInUtcAndSaysSo() {
        var instant = Instant.parse("2026-11-25T23:59:59.999Z");

        assertThat(Formats.time(instant, Language.ENGLISH)).isEqualTo("25 November 2026, 23:59 UTC");
        assertThat(Formats.time(instant, Language.ARABIC))
                .isEqualTo("25 نوفمبر 2026، 23:59 بالتوقيت العالمي المنسق (UTC)");
    }
}
