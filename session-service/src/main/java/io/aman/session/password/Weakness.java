package io.aman.session.password;

import java.util.Locale;
import java.util.ResourceBundle;

/** Why a password is not taken. The texts say what to do, and never quote it. */
public enum Weakness {
    TOO_SHORT,
    NEEDS_LETTER_AND_DIGIT,
    /** Holds the name, the address or the product. */
    OWN_WORDS,
    COMMON,
    KEYBOARD,
    SEQUENCE,
    REPEATED,
    DATE,
    /** Too few guesses, for no reason that has a name of its own. */
    GUESSABLE,
    USED_BEFORE,
    BREACHED;

    private static final String BUNDLE = "io.aman.session.password.weaknesses";
    private static final Locale ARABIC = Locale.of("ar");

    /** A weakness towards a client. */
    public record Told(String code, String text) {}

    /** As clients branch on it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param locale Arabic, or else English */
    public Told told(Locale locale) {
        var language = ARABIC.getLanguage().equals(locale.getLanguage()) ? ARABIC : Locale.ROOT;
        return new Told(code(), ResourceBundle.getBundle(BUNDLE, language).getString(code()));
    }
}
