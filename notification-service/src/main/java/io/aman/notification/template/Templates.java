package io.aman.notification.template;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The texts, as files {@code templates/<type>/<language>.<part>.mustache}. They are without logic and see a map of
 * texts, nothing else; a name they use and the map lacks is an error, which the golden renders find at build time.
 */
@Component
public class Templates {

    private static final List<String> PARTS = List.of("subject", "inbox", "txt", "html");
    private static final String SHORT = "sms";

    /** Escapes for HTML. */
    private final Mustache.Compiler html = compiler(true);

    private final Mustache.Compiler plain = compiler(false);
    private final Words codes = new Words();
    private final Map<String, com.samskivert.mustache.Template> compiled = new ConcurrentHashMap<>();

    /** As below, where nothing is secret. */
    public Message render(Template template, Language wanted, String name, Instant at, Facts facts) {
        return render(template, wanted, name, at, facts, Map.of());
    }

    /**
     * Writes a message; in English where the template lacks a part in the wanted language.
     *
     * @param name of the recipient, as they gave it
     * @param at when that happened which the message tells
     * @param secrets of ours; those that the template does not use are left out
     * @throws IllegalArgumentException when a fact is none that {@code template} may name
     */
    public Message render(
            Template template, Language wanted, String name, Instant at, Facts facts, Map<String, String> secrets) {
        var language = isWritten(template, wanted, PARTS) ? wanted : Language.ENGLISH;
        var words = words(template, language, name, at, facts);
        var subject = part(plain, template, language, "subject", words).strip();
        words.put("subject", subject);
        var summary = part(plain, template, language, "inbox", words).strip();
        addSecrets(template, secrets, words);
        return new Message(
                language,
                subject,
                summary,
                part(plain, template, language, "txt", words),
                part(html, template, language, "html", words));
    }

    /** Writes the few words that go by SMS, as text; as {@link #render}. */
    public Message renderShort(
            Template template, Language wanted, String name, Instant at, Facts facts, Map<String, String> secrets) {
        var language = isWritten(template, wanted, List.of(SHORT)) ? wanted : Language.ENGLISH;
        var words = words(template, language, name, at, facts);
        addSecrets(template, secrets, words);
        return new Message(
                language, "", "", part(plain, template, language, SHORT, words).strip(), "");
    }

    private static void addSecrets(Template template, Map<String, String> secrets, Map<String, String> words) {
        template.secrets().forEach(secret -> words.put(secret, secrets.getOrDefault(secret, "")));
    }

    private Map<String, String> words(Template template, Language language, String name, Instant at, Facts facts) {
        requireKnown(template, facts);
        Map<String, String> words = new HashMap<>();
        Stream.of(template.amounts(), template.texts(), template.codes(), template.times())
                .flatMap(Set::stream)
                .forEach(absent -> words.put(absent, ""));
        facts.amounts().forEach((key, money) -> words.put(key, Formats.amount(money, language)));
        facts.texts().forEach((key, text) -> words.put(key, PlainText.line(text)));
        facts.codes().forEach((key, code) -> words.put(key, this.codes.of(key, code, language)));
        facts.times().forEach((key, time) -> words.put(key, Formats.time(time, language)));
        words.put("name", PlainText.line(name));
        words.put("time", Formats.time(at, language));
        words.put("lang", language.tag());
        words.put("dir", language.direction());
        return words;
    }

    private static void requireKnown(Template template, Facts facts) {
        if (!template.amounts().containsAll(facts.amounts().keySet())
                || !template.texts().containsAll(facts.texts().keySet())
                || !template.codes().containsAll(facts.codes().keySet())
                || !template.times().containsAll(facts.times().keySet())) {
            throw new IllegalArgumentException("%s may not name all of %s, %s, %s and %s"
                    .formatted(
                            template,
                            facts.amounts().keySet(),
                            facts.texts().keySet(),
                            facts.codes().keySet(),
                            facts.times().keySet()));
        }
    }

    private String part(
            Mustache.Compiler compiler, Template template, Language language, String part, Map<String, String> words) {
        return compiled.computeIfAbsent(name(template, language, part), compiler::loadTemplate)
                .execute(words);
    }

    private static boolean isWritten(Template template, Language language, List<String> parts) {
        return parts.stream()
                .allMatch(part -> Templates.class.getResource(path(name(template, language, part))) != null);
    }

    private static String name(Template template, Language language, String part) {
        return template.type() + "/" + language.tag() + "." + part;
    }

    private static String path(String name) {
        return "/templates/" + name + ".mustache";
    }

    static Mustache.Compiler compiler(boolean escape) {
        return Mustache.compiler()
                .escapeHTML(escape)
                .strictSections(true)
                .emptyStringIsFalse(true)
                .withCollector(new MapsOnly())
                .withLoader(Templates::open);
    }

    private static Reader open(String name) {
        return new InputStreamReader(stream(name), StandardCharsets.UTF_8);
    }

    private static InputStream stream(String name) {
        var stream = Templates.class.getResourceAsStream(path(name));
        if (stream == null) {
            throw new UncheckedIOException(new IOException("no template " + name));
        }
        return stream;
    }

    /** Unlike the engine's own collector it never reflects upon methods and fields. */
    private static final class MapsOnly extends BasicCollector {

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map<?, ?> ? MAP_FETCHER : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
