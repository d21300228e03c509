package io.aman.notification.template;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** What codes are called in a language: {@code templates/words.<language>.properties}. */
final class Words {

    private final Map<Language, Properties> words =
            Arrays.stream(Language.values()).collect(Collectors.toUnmodifiableMap(language -> language, Words::load));

    /** The code itself where a newer producer has one that we have no word for. */
    String of(String name, String code, Language language) {
        return words(language).getProperty(name + "." + code, PlainText.line(code));
    }

    Properties words(Language language) {
        var known = words.get(language);
        if (known == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return known;
    }

    private static Properties load(Language language) {
        var file = "/templates/words.%s.properties".formatted(language.tag());
        var words = new Properties();
        try (var stream = Words.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IOException("there is no " + file);
            }
            words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
