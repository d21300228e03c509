package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.preference.QuietHours.Window;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreferencesTest {

    private static final ZoneId KUWAIT = ZoneId.of("Asia/Kuwait");
    private static final Instant NIGHT = Instant.parse("2026-11-25T20:30:00Z"); // 23:30 in Kuwait
    private static final Instant MORNING = Instant.parse("2026-11-26T04:00:00Z");

    @ParameterizedTest
    @EnumSource(Category.class)
    void whoHasSaidNothingIsToldAtOnceByInboxAndMail(Category category) {
        var unsaid = Preferences.unsaid("usr_1");

        for (var medium : Medium.values()) {
            assertThat(unsaid.plan(category, medium, NIGHT))
                    .isEqualTo(medium.isUnasked() ? new Plan.AtOnce() : new Plan.Off());
        }
        assertThat(unsaid.languageOr(Language.ARABIC)).isEqualTo(Language.ARABIC);
    }

    @Test
    void quietHoursHoldBackAllButInboxAndSecurity() {
        var quiet = preferences(Frequency.EACH, true);

        assertThat(quiet.plan(Category.PAYMENTS, Medium.EMAIL, NIGHT)).isEqualTo(new Plan.Later(MORNING));
        assertThat(quiet.plan(Category.PAYMENTS, Medium.EMAIL, MORNING)).isEqualTo(new Plan.AtOnce());
        assertThat(quiet.plan(Category.PAYMENTS, Medium.INBOX, NIGHT)).isEqualTo(new Plan.AtOnce());
        assertThat(quiet.plan(Category.SECURITY, Medium.EMAIL, NIGHT)).isEqualTo(new Plan.AtOnce());
    }

    @Test
    void aDigestOfTheNightIsToldInTheMorningAsOne() {
        var hourly = preferences(Frequency.HOURLY, true);

        for (var hours = 0; hours < 8; hours++) {
            var at = NIGHT.plusSeconds(hours * 3600L).minusSeconds(3600);
            assertThat(hourly.plan(Category.PAYMENTS, Medium.EMAIL, at)).isEqualTo(new Plan.Together(MORNING));
        }
    }

    @Test
    void securityIsNeverSwitchedOffWhateverIsStored() {
        var silenced = new Preferences(
                "usr_1",
                1,
                null,
                KUWAIT,
                null,
                Map.of(Category.SECURITY, Map.of(Medium.EMAIL, new Choice(false, Frequency.HOURLY))));

        assertThat(silenced.plan(Category.SECURITY, Medium.EMAIL, NIGHT)).isEqualTo(new Plan.AtOnce());
        assertThat(silenced.switched(Category.SECURITY, Medium.EMAIL, false).isOn(Category.SECURITY, Medium.EMAIL))
                .isTrue();
    }

    @Test
    void whatIsSwitchedOffAndOnAgainKeepsItsDigest() {
        var daily = preferences(new Frequency.Daily(LocalTime.of(8, 0)), false);

        var off = daily.switched(Category.PAYMENTS, Medium.EMAIL, false);

        assertThat(off.plan(Category.PAYMENTS, Medium.EMAIL, NIGHT)).isEqualTo(new Plan.Off());
        assertThat(off.switched(Category.PAYMENTS, Medium.EMAIL, true)).isEqualTo(daily);
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Kuwait,   08:00, 2026-11-25T04:59:59Z, 2026-11-25T05:00:00Z",
        "Asia/Kuwait,   08:00, 2026-11-25T05:00:00Z, 2026-11-26T05:00:00Z",
        // the day of 23 hours, and the one of 25
        "Europe/Berlin, 08:00, 2026-03-28T07:00:00Z, 2026-03-29T06:00:00Z",
        "Europe/Berlin, 08:00, 2026-10-24T06:00:00Z, 2026-10-25T07:00:00Z",
        // never shown on that day; shown twice
        "Europe/Berlin, 02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        "Europe/Berlin, 02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    })
    void aDailyDigestComesAtItsTimeByTheClocksOfTheZone(ZoneId zone, LocalTime at, Instant now, Instant expected) {
        assertThat(Frequency.windowEnd(new Frequency.Daily(at), now, zone)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,           2026-11-25T10:00:00Z, 2026-11-25T11:00:00Z",
        "UTC,           2026-11-25T10:59:59Z, 2026-11-25T11:00:00Z",
        "Asia/Kolkata,  2026-11-25T10:10:00Z, 2026-11-25T10:30:00Z",
        "Europe/Berlin, 2026-10-25T00:10:00Z, 2026-10-25T01:00:00Z",
    })
    void anHourlyDigestComesAtTheFullHour(ZoneId zone, Instant now, Instant expected) {
        assertThat(Frequency.windowEnd(Frequency.HOURLY, now, zone)).isEqualTo(expected);
    }

    private static Preferences preferences(Frequency frequency, boolean quiet) {
        var night = new Window(LocalTime.of(22, 0), LocalTime.of(7, 0));
        var nights = Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> night));
        return new Preferences(
                "usr_1",
                1,
                null,
                KUWAIT,
                quiet ? new QuietHours(KUWAIT, nights) : null,
                Map.of(Category.PAYMENTS, Map.of(Medium.EMAIL, new Choice(true, frequency))));
    }
}
