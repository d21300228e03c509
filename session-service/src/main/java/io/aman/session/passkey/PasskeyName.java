package io.aman.session.passkey;

import io.aman.session.identity.UnacceptableInput;
import java.text.Normalizer;

/** What a person calls a key. */
record PasskeyName(String text) {

    private static final int MAX = 60;

    /**
     * Reads what somebody typed.
     *
     * @throws UnacceptableInput when it is empty, too long or no line of text
     */
    static PasskeyName of(String typed) {
        var text = typed.length() > 2 * MAX ? typed : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        var length = text.codePointCount(0, text.length());
        if (length == 0 || length > MAX) {
            throw new UnacceptableInput("name", "has not between 1 and %d characters".formatted(MAX));
        }
        if (text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
            throw new UnacceptableInput("name", "has a character that is no text");
        }
        return new PasskeyName(text);
    }
}
