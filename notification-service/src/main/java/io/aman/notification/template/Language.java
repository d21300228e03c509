package io.aman.notification.template;

import java.util.Arrays;
import java.util.Locale;

/** A language that every template is written in. */
public enum Language {
    ENGLISH("en", "ltr", Locale.ENGLISH),
    /** With Latin digits, as payment pages and banks of the Gulf print amounts. */
    ARABIC("ar", "rtl", Locale.forLanguageTag("ar-u-nu-latn"));

    private final String tag;
    private final String direction;
    private final Locale locale;

    Language(String tag, String direction, Locale locale) {
        this.tag = tag;
        this.direction = direction;
        this.locale = locale;
    }

    /** The language of a BCP 47 tag, whatever its region; English for one we do not write. */
    public static Language of(String tag) {
        var primary = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(primary))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** The BCP 47 tag, as in {@code Content-Language}. */
    public String tag() {
        return tag;
    }

    /** {@code ltr} or {@code rtl}, as in HTML's {@code dir}. */
    public String direction() {
        return direction;
    }

    Locale locale() {
        return locale;
    }
}
