package io.aman.session.access;

import io.aman.session.identity.UnacceptableInput;
import java.text.Normalizer;

/** Why an administrator does something, in one line; kept with what they did. */
record Reason(String text) {

    private static final int MIN = 5;
    private static final int MAX = 500;

    /**
     * Reads what somebody typed.
     *
     * @throws UnacceptableInput when it is too short, too long or no line of text
     */
    static Reason of(String typed) {
        var text = typed.length() > 2 * MAX ? typed : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        var length = text.codePointCount(0, text.length());
        if (length < MIN || length > MAX) {
            throw new UnacceptableInput("reason", "has not between %d and %d characters".formatted(MIN, MAX));
        }
        if (text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
            throw new UnacceptableInput("reason", "has a character that is no text");
        }
        return new Reason(text);
    }
}
