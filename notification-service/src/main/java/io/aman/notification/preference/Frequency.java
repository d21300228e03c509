package io.aman.notification.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** How often a medium may speak of a category. */
sealed interface Frequency {

    /** Each message by itself. */
    record Each() implements Frequency {}

    /** What comes in an hour, at its end. */
    record Hourly() implements Frequency {}

    /** What comes in a day, at that time of it. */
    record Daily(LocalTime at) implements Frequency {}

    Frequency EACH = new Each();
    Frequency HOURLY = new Hourly();

    /**
     * When what is collected now will be told: the next full hour, or the next time that the clocks of the zone show the
     * chosen one. Where they skip it, it is as much later as they skip (as {@link java.time.ZonedDateTime} has it); where
     * they show it twice it is the first.
     */
    static Instant windowEnd(Frequency frequency, Instant now, ZoneId zone) {
        return switch (frequency) {
            case Each _ -> now;
            case Hourly _ ->
                now.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
            case Daily(var at) -> {
                var today = now.atZone(zone).toLocalDate();
                var next = today.atTime(at).atZone(zone).toInstant();
                yield next.isAfter(now)
                        ? next
                        : today.plusDays(1).atTime(at).atZone(zone).toInstant();
            }
        };
    }
}
