package io.aman.session.identity;

/** Text that people type. */
final class Text {

    private Text() {}

    /** Refuses what nobody types and what has no UTF-8 form: control characters and halves of surrogate pairs. */
    static void requirePlain(String field, String text) {
        if (text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
            throw new UnacceptableInput(field, "has a character that is no text");
        }
    }
}
