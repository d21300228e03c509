package io.aman.notification.template;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All texts of a template as they are written, in every language; lines end in {@code \n}. */
record Texts(Map<Language, Map<Part, String>> byLanguage) {

    Texts {
        var copy = new EnumMap<Language, Map<Part, String>>(Language.class);
        byLanguage.forEach((language, parts) -> {
            var lines = new EnumMap<Part, String>(Part.class);
            parts.forEach((part, text) -> lines.put(part, text.replace("\r\n", "\n")));
            copy.put(language, Map.copyOf(lines));
        });
        byLanguage = Map.copyOf(copy);
    }

    Map<Part, String> in(Language language) {
        return byLanguage.getOrDefault(language, Map.of());
    }

    @Nullable
    String text(Language language, Part part) {
        return in(language).get(part);
    }
}
