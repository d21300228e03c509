package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Kuwait      | 26 November 2026, 02:59 (Kuwait Time)   | 26 نوفمبر 2026، 02:59 (توقيت الكويت)",
                "Europe/Berlin    | 26 November 2026, 00:59 (Germany Time)  | 26 نوفمبر 2026، 00:59 (توقيت ألمانيا)",
                "America/New_York | 25 November 2026, 18:59 (New York Time) | 25 نوفمبر 2026، 18:59 (توقيت نيويورك)",
                "Etc/GMT-3        | 26 November 2026, 02:59 (UTC+03:00)     | 26 نوفمبر 2026، 02:59 (UTC+03:00)",
                "Etc/UTC          | 25 November 2026, 23:59 UTC             | 25 نوفمبر 2026، 23:59 بالتوقيت العالمي المنسق (UTC)",
            })
    void aTimeIsThatOfTheZonesClocksAndNamesThem(ZoneId zone, String english, String arabic) {
        var instant = Instant.parse("2026-11-25T23:59:59.999Z");

        assertThat(Formats.time(instant, Language.ENGLISH, zone)).isEqualTo(english);
        assertThat(Formats.time(instant, Language.ARABIC, zone)).isEqualTo(arabic);
    }

    @Test
    void aTimeThatClocksShowTwiceTellsWhichOfTheTwoItIs() {
        var newYork = ZoneId.of("America/New_York");

        assertThat(Formats.time(Instant.parse("2026-11-01T05:30:00Z"), Language.ENGLISH, newYork))
                .isEqualTo("1 November 2026, 01:30 (New York Time, UTC-04:00)");
        assertThat(Formats.time(Instant.parse("2026-11-01T06:30:00Z"), Language.ENGLISH, newYork))
                .isEqualTo("1 November 2026, 01:30 (New York Time, UTC-05:00)");
        assertThat(Formats.time(Instant.parse("2026-11-01T07:30:00Z"), Language.ENGLISH, newYork))
                .isEqualTo("1 November 2026, 02:30 (New York Time)");
    }

    /** Every one that a person may choose. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void everyZoneHasAName(Language language) {
        var instant = Instant.parse("2026-07-25T23:59:59Z");

        assertThat(ZoneId.getAvailableZoneIds()).allSatisfy(id -> {
            var name = Zones.name(ZoneId.of(id), instant, language);
            assertThat(name).matches("(?s).*\\p{L}{2}.*").doesNotContainIgnoringCase("unknown", "غير معروف");
        });
    }

    @Test
    void aTimeIsInUtcAndSaysSo() {
        var instant = Instant.parse("2026-11-25T23:59:59.999Z");

        assertThat(Formats.time(instant, Language.ENGLISH, ZoneOffset.UTC)).isEqualTo("25 November 2026, 23:59 UTC");
        assertThat(Formats.time(instant, Language.ARABIC, ZoneOffset.UTC))
                .isEqualTo("25 نوفمبر 2026، 23:59 بالتوقيت العالمي المنسق (UTC)");
    }
}
