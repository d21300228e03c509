package io.aman.notification.template;

import com.ibm.icu.text.TimeZoneFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What zones are called: by their place, as CLDR has it, which more people know than the zone's own name. */
final class Zones {

    private Zones() {}

    /**
     * {@code UTC}, {@code (Kuwait Time)}; where clocks show a time twice, as they do when summer ends, which of the two it
     * is: {@code (New York Time, UTC-05:00)}.
     */
    static String name(ZoneId zone, Instant at, Language language) {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return switch (language) {
                case ENGLISH -> "UTC";
                case ARABIC -> "بالتوقيت العالمي المنسق (UTC)";
            };
        }
        var rules = zone.getRules();
        var offset = "UTC" + rules.getOffset(at).getId();
        var known = TimeZone.getTimeZone(zone.getId());
        if (zone.normalized() instanceof ZoneOffset || known.equals(TimeZone.UNKNOWN_ZONE)) {
            return "(%s)".formatted(offset);
        }
        var place = TimeZoneFormat.getInstance(ULocale.forLocale(language.locale()))
                .format(TimeZoneFormat.Style.GENERIC_LOCATION, known, at.toEpochMilli());
        var isTwice = rules.getValidOffsets(LocalDateTime.ofInstant(at, zone)).size() > 1;
        return isTwice ? "(%s%s %s)".formatted(place, comma(language), offset) : "(%s)".formatted(place);
    }

    private static String comma(Language language) {
        return switch (language) {
            case ENGLISH -> ",";
            case ARABIC -> "،";
        };
    }
}
