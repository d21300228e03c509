package io.aman.notification.template;

import io.aman.events.Money;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.regex.Pattern;

/** How amounts and times are written in a language; always with Latin digits. */
final class Formats {

    static final char NO_BREAK_SPACE = '\u00A0';
    private static final Pattern LAST_DOT = Pattern.compile("\\.$");
    private static final String RIGHT_TO_LEFT_MARK = "\u200F";

    private static final DateTimeFormatter ENGLISH_TIME = time("d MMMM uuuu, HH:mm", Language.ENGLISH);
    private static final DateTimeFormatter ARABIC_TIME = time("d MMMM uuuu، HH:mm", Language.ARABIC);

    private Formats() {}

    /** With all digits of the currency's minor unit: {@code KWD 12.500}. */
    static String amount(Money money, Language language) {
        var number = NumberFormat.getNumberInstance(language.locale());
        number.setMinimumFractionDigits(money.exponent());
        number.setMaximumFractionDigits(money.exponent());
        var digits = number.format(money.toDecimal());
        return switch (language) {
            // the code, since $ is the sign of a dozen currencies
            case ENGLISH -> money.currency() + NO_BREAK_SPACE + digits;
            case ARABIC -> digits + NO_BREAK_SPACE + arabicSign(money);
        };
    }

    /** To the minute, by the clocks of the zone, with its name. */
    static String time(Instant instant, Language language, ZoneId zone) {
        var formatter = switch (language) {
            case ENGLISH -> ENGLISH_TIME;
            case ARABIC -> ARABIC_TIME;
        };
        return formatter.format(instant.atZone(zone)) + " " + Zones.name(zone, instant, language);
    }

    private static String arabicSign(Money money) {
        var sign = Currency.getInstance(money.currency()).getSymbol(Language.ARABIC.locale());
        // whoever embeds the amount isolates it; the last dot would meet that of the sentence
        return LAST_DOT.matcher(sign.replace(RIGHT_TO_LEFT_MARK, "")).replaceFirst("");
    }

    private static DateTimeFormatter time(String pattern, Language language) {
        return DateTimeFormatter.ofPattern(pattern, language.locale());
    }
}
