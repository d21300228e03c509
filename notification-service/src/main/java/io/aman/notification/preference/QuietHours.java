package io.aman.notification.preference;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a person is left in peace, by the clocks of their zone: quiet is every moment at which these clocks show a time
 * within a window. So where clocks are put back, a time that they show twice is quiet twice; where they are put forward,
 * a window whose end is skipped ends with the skip.
 *
 * @param windows each by the day that it begins on; a day without one has none
 */
record QuietHours(ZoneId zone, Map<DayOfWeek, Window> windows) {

    /**
     * From {@code start} to before {@code end}, which lies on the next day unless it is later than {@code start}. Less
     * than a day each, so that seven of them never fill a week.
     */
    record Window(LocalTime start, LocalTime end) {

        Window {
            if (start.equals(end)) {
                throw new IllegalArgumentException("quiet hours that begin when they end are none, or never end");
            }
        }

        private boolean isOverMidnight() {
            return !end.isAfter(start);
        }
    }

    QuietHours {
        windows = Map.copyOf(windows);
    }

    /** The earliest moment from {@code instant} on that is not quiet: itself where it is none. */
    Instant earliest(Instant instant) {
        var at = instant;
        for (var end = endOfWindow(at); end != null; end = endOfWindow(at)) {
            at = leave(at, end);
        }
        return at;
    }

    /** When the clocks show {@code end}, or are moved before they do. */
    private Instant leave(Instant at, LocalDateTime end) {
        var shown = at.plus(Duration.between(LocalDateTime.ofInstant(at, zone), end));
        var moved = zone.getRules().nextTransition(at);
        return moved == null || shown.isBefore(moved.getInstant()) ? shown : moved.getInstant();
    }

    /** The end of a window that {@code at} is in, the one that began today or the one of yesterday. */
    private @Nullable LocalDateTime endOfWindow(Instant at) {
        var shown = LocalDateTime.ofInstant(at, zone);
        var today = shown.toLocalDate();
        for (var day : new LocalDate[] {today, today.minusDays(1)}) {
            var window = windows.get(day.getDayOfWeek());
            if (window != null) {
                var start = day.atTime(window.start());
                var end = (window.isOverMidnight() ? day.plusDays(1) : day).atTime(window.end());
                if (!shown.isBefore(start) && shown.isBefore(end)) {
                    return end;
                }
            }
        }
        return null;
    }
}
