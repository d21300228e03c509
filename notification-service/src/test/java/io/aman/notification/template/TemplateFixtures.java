package io.aman.notification.template;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;

/** Texts to try things with. */
public final class TemplateFixtures {

    private TemplateFixtures() {}

    /** As if an editor had published a receipt that says one word, as the first version. */
    public static void publish(MongoOperations mongo, String word) {
        publish(mongo, 1, word);
    }

    /** As above, as the version that follows {@code version - 1}. */
    public static void publish(MongoOperations mongo, int version, String word) {
        new MongoTemplateBook(mongo)
                .change(
                        Template.PAYMENT_RECEIPT,
                        version - 1,
                        new EditedTemplate.Change.Published(version, saying(word), "Why", "user:usr_a", Instant.EPOCH));
    }

    /** Nobody has published anything. */
    static Templates shipped() {
        return new Templates(new Editions(new Untouched(), Clock.systemUTC()));
    }

    /** What we ship, but for one part. */
    static Texts with(Template template, Language language, Part part, String text) {
        return with(Engine.shipped(template), language, part, text);
    }

    static Texts with(Texts texts, Language language, Part part, String text) {
        var all = new EnumMap<Language, Map<Part, String>>(texts.byLanguage());
        var parts = new EnumMap<Part, String>(Part.class);
        parts.putAll(texts.in(language));
        parts.put(part, text);
        all.put(language, parts);
        return new Texts(all);
    }

    /** A receipt whose every part says the same word beside what it must. */
    static Texts saying(String word) {
        var texts = Engine.shipped(Template.PAYMENT_RECEIPT);
        for (var language : Language.values()) {
            for (var part : Part.values()) {
                if (part != Part.HTML) {
                    texts = with(texts, language, part, word);
                }
            }
            texts = with(texts, language, Part.HTML, html("<p>" + word + "</p>"));
        }
        return texts;
    }

    static String html(String content) {
        return "{{<layout.html}}{{$content}}" + content + "{{/content}}{{$footer}}Aman{{/footer}}{{/layout.html}}";
    }

    private static final class Untouched implements TemplateBook {

        @Override
        public Map<Template, Integer> live() {
            return Map.of();
        }

        @Override
        public EditedTemplate find(Template template) {
            return EditedTemplate.untouched(template);
        }

        @Override
        public Optional<Texts> texts(Template template, int version) {
            return Optional.empty();
        }

        @Override
        public Optional<EditedTemplate> change(Template template, long seen, EditedTemplate.Change change) {
            return Optional.empty();
        }
    }
}
