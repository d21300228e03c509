package io.aman.notification.template;

import com.samskivert.mustache.Mustache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Many messages as one: {@code templates/digest/<language>.<part>.mustache}. How many there are is said in the plural forms
 * of the language (CLDR): two in English, six in Arabic.
 */
@Component
public class DigestTexts {

    /** A mail of more lines is not read. */
    static final int MOST_LINES = 50;

    private final Mustache.Compiler html = Engine.compiler(true);
    private final Mustache.Compiler plain = Engine.compiler(false);
    private final Words words = new Words();

    /**
     * @param told at least one, the oldest first, all in the language of whom it is to
     */
    public Message render(Category category, Addressee to, List<Message> told) {
        var language = to.language();
        var subject = words.plural("digest." + category.key(), told.size(), language);
        var lines = told.stream()
                .limit(MOST_LINES)
                .map(message -> Map.of("title", message.subject(), "text", message.summary()))
                .toList();
        var more = told.size() > MOST_LINES ? words.plural("digest.more", told.size() - MOST_LINES, language) : "";
        Map<String, Object> facts = new HashMap<>(Footer.words(words, category, language, to.unsubscribe()));
        facts.put("subject", subject);
        facts.put("name", PlainText.line(to.name()));
        facts.put("lines", lines);
        facts.put("more", more);
        facts.put("lang", language.tag());
        facts.put("dir", language.direction());
        return new Message(
                language,
                subject,
                subject,
                Footer.below(part(plain, language, "txt", facts), facts),
                part(html, language, "html", facts));
    }

    private static String part(Mustache.Compiler compiler, Language language, String part, Map<String, Object> facts) {
        return compiler.loadTemplate("digest/%s.%s".formatted(language.tag(), part))
                .execute(facts);
    }
}
