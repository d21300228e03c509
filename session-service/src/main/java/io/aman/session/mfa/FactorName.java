package io.aman.session.mfa;

import io.aman.session.identity.UnacceptableInput;
import java.text.Normalizer;

/** What a person calls one of their factors, in one line. */
public record FactorName(String text) {

    private static final int MAX = 50;

    /**
     * Reads what somebody typed.
     *
     * @throws UnacceptableInput when it is blank, too long or no line of text
     */
    public static FactorName of(String typed) {
        var text = typed.length() > 2 * MAX ? typed : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX) {
            throw new UnacceptableInput("name", "has not between 1 and %d characters".formatted(MAX));
        }
        if (text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
            throw new UnacceptableInput("name", "has a character that is no text");
        }
        return new FactorName(text);
    }
}
