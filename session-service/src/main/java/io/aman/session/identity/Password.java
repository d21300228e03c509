package io.aman.session.identity;

import io.aman.platform.Secret;
import java.text.Normalizer;

/**
 * A password as somebody typed it, in NFC; it is compared whole.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4, section 3.1.1.2</a>
 */
public final class Password {

    static final int MIN_CODE_POINTS = 12;
    /** No password is longer. */
    public static final int MAX_CODE_POINTS = 128;

    /** No text of 128 code points is longer before normalization; more is not even looked at. */
    private static final int MAX_CHARS = 8 * MAX_CODE_POINTS;

    private final Secret normalized;

    private Password(Secret normalized) {
        this.normalized = normalized;
    }

    /**
     * Reads a password that is to be checked: a short one is merely wrong.
     *
     * @throws UnacceptableInput when no password can be like this
     */
    public static Password typed(Secret typed) {
        var text = typed.reveal();
        if (text.length() > MAX_CHARS) {
            throw tooLong();
        }
        var normalized = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (codePoints(normalized) > MAX_CODE_POINTS) {
            throw tooLong();
        }
        Text.requirePlain("password", normalized);
        return new Password(Secret.of(normalized));
    }

    /**
     * Reads the first password of an installation, on which no policy is asked.
     *
     * @throws UnacceptableInput when it is too short, or no password can be like this
     */
    public static Password chosen(Secret typed) {
        var password = typed(typed);
        if (codePoints(password.reveal()) < MIN_CODE_POINTS) {
            throw new UnacceptableInput("password", "is shorter than %d characters".formatted(MIN_CODE_POINTS));
        }
        return password;
    }

    /** The text itself, for the one call that hashes or forwards it. */
    public String reveal() {
        return normalized.reveal();
    }

    @Override
    public String toString() {
        return normalized.toString();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static UnacceptableInput tooLong() {
        return new UnacceptableInput("password", "is longer than %d characters".formatted(MAX_CODE_POINTS));
    }
}
