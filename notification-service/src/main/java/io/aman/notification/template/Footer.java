package io.aman.notification.template;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way out that stands below every mail that may be switched off, whatever an editor has written above it. */
final class Footer {

    /** The link, and what it is called; both are empty where there is none. */
    static final String LINK = "unsubscribe";

    static final String CALLED = "unsubscribeWords";

    private Footer() {}

    /** What the HTML layout fills in. */
    static Map<String, String> words(Words words, Category category, Language language, @Nullable String link) {
        return Map.of(
                LINK,
                Objects.requireNonNullElse(link, ""),
                CALLED,
                link == null ? "" : words.of(LINK, category.key(), language));
    }

    /** The link stands alone on its line, so that whatever makes a link of it takes nothing else for a part of it. */
    static String below(String text, Map<String, ?> words) {
        var link = words.get(LINK);
        return "".equals(link) ? text : "%s\n%s:\n%s\n".formatted(text, words.get(CALLED), link);
    }
}
