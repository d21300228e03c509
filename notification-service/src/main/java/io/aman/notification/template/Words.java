package io.aman.notification.template;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What codes are called in a language: {@code templates/words.<language>.properties}. */
final class Words {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<Language, Properties> words =
            Arrays.stream(Language.values()).collect(Collectors.toUnmodifiableMap(language -> language, Words::load));

    /** The code itself where a newer producer has one that we have no word for. */
    String of(String name, String code, Language language) {
        return words(language).getProperty(name + "." + code, PlainText.line(code));
    }

    /** A number that has a noun, {@code count.<name>}, with it in the right form; any other text as it is. */
    String counted(String name, String text, Language language) {
        var key = "count." + name;
        return NUMBER.matcher(text).matches() && words(language).containsKey(key)
                ? plural(key, Integer.parseInt(text), language)
                : text;
    }

    /** In the plural form of the language (CLDR): of two in English, of six in Arabic. */
    String plural(String key, int count, Language language) {
        var pattern = words(language).getProperty(key);
        return new MessageFormat(pattern, ULocale.forLocale(language.locale())).format(Map.of("count", count));
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
