package io.aman.notification.preference;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.aman.notification.preference.UnsubscribeLinks.Subject;
import io.aman.notification.template.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The page of a link: one button, which works without a script. */
final class UnsubscribePage {

    private final Template page;
    private final Map<Language, Properties> words;

    UnsubscribePage() {
        try (var file = open("/pages/unsubscribe.html.mustache")) {
            this.page = Mustache.compiler().compile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.words = Arrays.stream(Language.values())
                .collect(Collectors.toUnmodifiableMap(language -> language, UnsubscribePage::load));
    }

    /**
     * @param isOn whether the medium tells of the category now
     * @param base the path that the suite is under, empty or beginning with a slash
     * @param action where the button posts to
     */
    String render(Subject subject, boolean isOn, Language language, String base, String action) {
        var texts = Objects.requireNonNull(words.get(language));
        var state = isOn ? "on." : "off.";
        var text = texts.getProperty(state + "text")
                .replace(
                        "{medium}",
                        texts.getProperty("medium." + subject.medium().key()))
                .replace(
                        "{category}",
                        texts.getProperty("category." + subject.category().key()));
        return page.execute(Map.of(
                "lang", language.tag(),
                "dir", language.direction(),
                "title", texts.getProperty(state + "title"),
                "text", text,
                "button", texts.getProperty(state + "button"),
                "hint", texts.getProperty("hint"),
                "isOn", isOn,
                "base", base,
                "action", action));
    }

    private static Properties load(Language language) {
        var words = new Properties();
        try (var file = open("/pages/unsubscribe.%s.properties".formatted(language.tag()))) {
            words.load(file);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String name) {
        InputStream stream = Objects.requireNonNull(UnsubscribePage.class.getResourceAsStream(name), name);
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
