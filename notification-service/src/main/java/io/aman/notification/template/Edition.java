package io.aman.notification.template;

import java.util.EnumMap;
import java.util.Map;

/** One version of the texts of a template, compiled: whoever writes a message holds one and mixes nothing. */
final class Edition {

    private final Template template;
    private final int version;
    private final Map<Language, Map<Part, com.samskivert.mustache.Template>> compiled = new EnumMap<>(Language.class);

    /** @throws com.samskivert.mustache.MustacheException for a text that the engine does not understand */
    Edition(Template template, int version, Texts texts) {
        this.template = template;
        this.version = version;
        texts.byLanguage().forEach((language, parts) -> {
            var ready = new EnumMap<Part, com.samskivert.mustache.Template>(Part.class);
            parts.forEach((part, text) -> ready.put(part, Engine.compile(part, text)));
            compiled.put(language, ready);
        });
    }

    Template template() {
        return template;
    }

    /** 0 for what we ship. */
    int version() {
        return version;
    }

    boolean has(Language language, Part part) {
        return compiled.getOrDefault(language, Map.of()).containsKey(part);
    }

    String write(Language language, Part part, Map<String, String> words) {
        var text = compiled.getOrDefault(language, Map.of()).get(part);
        if (text == null) {
            throw new IllegalStateException(
                    "%s has no %s in %s".formatted(template.type(), part.key(), language.tag()));
        }
        return text.execute(words);
    }
}
