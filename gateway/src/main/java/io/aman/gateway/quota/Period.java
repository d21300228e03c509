package io.aman.gateway.quota;

import io.aman.platform.security.Limits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A UTC day or month. Zones and their summer time change nothing.
 *
 * @param name as ISO 8601 writes it: {@code 2026-11-25} or {@code 2026-11}
 * @param endsAt the first instant of the next one
 */
record Period(Unit unit, String name, Instant endsAt) {

    enum Unit {
        DAY,
        MONTH;

        /** 0 where there is no quota. */
        long quota(Limits limits) {
            return this == DAY ? limits.daily() : limits.monthly();
        }
    }

    static Period at(Unit unit, Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (unit) {
            case DAY -> new Period(unit, day.toString(), start(day.plusDays(1)));
            case MONTH -> {
                var month = YearMonth.from(day);
                yield new Period(
                        unit, month.toString(), start(month.plusMonths(1).atDay(1)));
            }
        };
    }

    boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
