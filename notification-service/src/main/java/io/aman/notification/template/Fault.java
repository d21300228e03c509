package io.aman.notification.template;

/**
 * A rule that a text breaks.
 *
 * @param rule to branch on, such as {@code unknown-name}
 * @param detail for the editor
 */
record Fault(String language, String part, String rule, String detail) {

    static Fault of(Language language, Part part, String rule, String detail) {
        return new Fault(language.tag(), part.key(), rule, detail);
    }
}
