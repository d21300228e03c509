package io.aman.notification.template;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How texts are filled in: without logic, from a map of texts and nothing else. A name that a text uses and the map lacks is
 * an error.
 */
final class Engine {

    private static final Mustache.Compiler HTML = compiler(true);
    private static final Mustache.Compiler PLAIN = compiler(false);

    private Engine() {}

    static com.samskivert.mustache.Template compile(Part part, String text) {
        return (part == Part.HTML ? HTML : PLAIN).compile(text);
    }

    static Mustache.Compiler compiler(boolean escape) {
        return Mustache.compiler()
                .escapeHTML(escape)
                .strictSections(true)
                .emptyStringIsFalse(true)
                .withCollector(new MapsOnly())
                .withLoader(Engine::open);
    }

    /** What we ship for a template. */
    static Texts shipped(Template template) {
        var texts = new EnumMap<Language, Map<Part, String>>(Language.class);
        for (var language : Language.values()) {
            var parts = new EnumMap<Part, String>(Part.class);
            for (var part : Part.values()) {
                var text = read("%s/%s.%s".formatted(template.type(), language.tag(), part.key()));
                if (text != null) {
                    parts.put(part, text);
                }
            }
            texts.put(language, parts);
        }
        return new Texts(texts);
    }

    private static @Nullable String read(String name) {
        try (var stream = Engine.class.getResourceAsStream(path(name))) {
            if (stream == null) {
                return null;
            }
            var text = new StringWriter();
            new InputStreamReader(stream, StandardCharsets.UTF_8).transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String name) {
        return new InputStreamReader(stream(name), StandardCharsets.UTF_8);
    }

    private static InputStream stream(String name) {
        var stream = Engine.class.getResourceAsStream(path(name));
        if (stream == null) {
            throw new UncheckedIOException(new IOException("no template " + name));
        }
        return stream;
    }

    private static String path(String name) {
        return "/templates/" + name + ".mustache";
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
