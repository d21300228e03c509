package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.preference.QuietHours.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final List<ZoneId> ZONES = ZoneId.getAvailableZoneIds().stream()
            .sorted()
            .filter(id -> !id.startsWith("SystemV"))
            .map(ZoneId::of)
            .toList();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Compared with somebody who looks at the clock every minute. */
    @Property(tries = 300)
    void theMomentIsTheEarliestThatIsNotQuiet(@ForAll("quietHours") QuietHours quiet, @ForAll("moments") Instant from) {
        var earliest = quiet.earliest(from);

        var looked = from;
        while (looked.isBefore(earliest)) {
            assertThat(isQuiet(quiet, looked))
                    .as("%s is not quiet, and was passed over", looked)
                    .isTrue();
            looked = looked.plus(MINUTE);
        }
        assertThat(isQuiet(quiet, earliest)).as("%s is quiet", earliest).isFalse();
        assertThat(quiet.earliest(earliest)).isEqualTo(earliest);
    }

    /** Right after a change of the clocks, where mistakes live. */
    @Property(tries = 300)
    void theSameAroundEveryChangeOfTheClocks(
            @ForAll("quietHours") QuietHours quiet, @ForAll("moments") Instant from, @ForAll("aroundIt") Duration by) {
        var change = quiet.zone().getRules().nextTransition(from);
        if (change != null) {
            theMomentIsTheEarliestThatIsNotQuiet(quiet, change.getInstant().plus(by));
        }
    }

    /** Written without the class under test: what the wall clock shows lies in a window of today or of yesterday. */
    private static boolean isQuiet(QuietHours quiet, Instant moment) {
        var clock = LocalDateTime.ofInstant(moment, quiet.zone());
        var time = clock.toLocalTime();
        var today = quiet.windows().get(clock.getDayOfWeek());
        var yesterday = quiet.windows().get(clock.getDayOfWeek().minus(1));
        var inToday = today != null
                && !time.isBefore(today.start())
                && (today.end().isBefore(today.start()) || time.isBefore(today.end()));
        var inYesterdays =
                yesterday != null && yesterday.end().isBefore(yesterday.start()) && time.isBefore(yesterday.end());
        return inToday || inYesterdays;
    }

    @ParameterizedTest(name = "{0} {1}-{2}: {3}")
    @CsvSource({
        // over midnight, from both sides of it, and at the edges
        "Asia/Kuwait,         22:00, 07:00, 2026-11-25T20:00:00Z, 2026-11-26T04:00:00Z",
        "Asia/Kuwait,         22:00, 07:00, 2026-11-26T00:30:00Z, 2026-11-26T04:00:00Z",
        "Asia/Kuwait,         22:00, 07:00, 2026-11-25T19:00:00Z, 2026-11-26T04:00:00Z",
        "Asia/Kuwait,         22:00, 07:00, 2026-11-25T18:59:59Z, 2026-11-25T18:59:59Z",
        "Asia/Kuwait,         22:00, 07:00, 2026-11-26T04:00:00Z, 2026-11-26T04:00:00Z",
        "Asia/Kuwait,         00:00, 06:00, 2026-11-25T21:00:00Z, 2026-11-26T03:00:00Z",
        "Asia/Kuwait,         12:00, 00:00, 2026-11-25T20:59:00Z, 2026-11-25T21:00:00Z",
        // the night is an hour shorter, or longer
        "Europe/Berlin,       22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "Europe/Berlin,       22:00, 07:00, 2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z",
        // 02:30 is never shown: quiet ends where the clocks jump over it
        "Europe/Berlin,       22:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        // 02:30 is shown twice: quiet ends with the first, and comes again from 02:00 on
        "Europe/Berlin,       22:00, 02:30, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z",
        "Europe/Berlin,       22:00, 02:30, 2026-10-25T01:00:00Z, 2026-10-25T01:30:00Z",
        // midnight itself is jumped over
        "Africa/Cairo,        22:00, 00:30, 2026-04-23T21:59:00Z, 2026-04-23T22:00:00Z",
        // half an hour of summer time
        "Australia/Lord_Howe, 22:00, 07:00, 2026-10-03T14:00:00Z, 2026-10-03T20:00:00Z",
        // a day that was never there
        "Pacific/Apia,        22:00, 07:00, 2011-12-30T09:00:00Z, 2011-12-30T17:00:00Z",
    })
    void aNightEndsByTheClocksOfItsZone(ZoneId zone, LocalTime start, LocalTime end, Instant from, Instant expected) {
        var window = new Window(start, end);
        var everyDay = Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> window));

        assertThat(new QuietHours(zone, everyDay).earliest(from)).isEqualTo(expected);
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        var night = new Window(LocalTime.of(22, 0), LocalTime.of(7, 0));
        var quiet = new QuietHours(ZoneOffset.UTC, Map.of(DayOfWeek.FRIDAY, night));

        assertThat(quiet.earliest(Instant.parse("2026-11-28T03:00:00Z")))
                .as("the night to Saturday")
                .isEqualTo("2026-11-28T07:00:00Z");
        assertThat(quiet.earliest(Instant.parse("2026-11-27T03:00:00Z")))
                .as("the night to Friday")
                .isEqualTo("2026-11-27T03:00:00Z");
    }

    @Test
    void nightsThatMeetAreOne() {
        var quiet = new QuietHours(
                ZoneOffset.UTC,
                Map.of(
                        DayOfWeek.FRIDAY, new Window(LocalTime.of(20, 0), LocalTime.of(12, 0)),
                        DayOfWeek.SATURDAY, new Window(LocalTime.of(12, 0), LocalTime.of(10, 0))));

        assertThat(quiet.earliest(Instant.parse("2026-11-27T21:00:00Z"))).isEqualTo("2026-11-29T10:00:00Z");
    }

    @Test
    void aNightThatEndsWhenItBeginsIsRefused() {
        assertThatThrownBy(() -> new Window(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<QuietHours> quietHours() {
        var times =
                Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.of(minute / 60, minute % 60));
        var windows = Combinators.combine(times, times)
                .as((start, end) -> start.equals(end) ? new Window(start, end.plusMinutes(1)) : new Window(start, end));
        var days = Arbitraries.maps(Arbitraries.of(DayOfWeek.class), windows).ofMinSize(1);
        return Combinators.combine(Arbitraries.of(ZONES), days)
                .as((zone, chosen) -> new QuietHours(zone, new EnumMap<>(chosen)));
    }

    /** Whole minutes of this century: older clocks were set by the second. */
    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(946_684_800L / 60, 2_208_988_800L / 60)
                .map(minute -> Instant.ofEpochSecond(minute * 60));
    }

    @Provide
    Arbitrary<Duration> aroundIt() {
        return Arbitraries.integers().between(-36 * 60, 36 * 60).map(Duration::ofMinutes);
    }
}
