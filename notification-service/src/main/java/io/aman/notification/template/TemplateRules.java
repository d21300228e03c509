package io.aman.notification.template;

import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the texts of a template must keep to be saved; those that we ship keep it too. */
@Component
class TemplateRules {

    private static final int MOST_SEGMENTS = 3;
    private static final int MOST_FAULTS = 50;

    private final Composer composer = new Composer();

    /** Every rule that is broken, the first fifty; empty where the texts may be used. */
    List<Fault> faults(Template template, Texts texts) {
        var faults = new ArrayList<Fault>();
        for (var language : Language.values()) {
            faults.addAll(missing(template, language, texts));
            texts.in(language).forEach((part, text) -> {
                faults.addAll(TextRules.faults(language, part, text));
                if (text.length() <= part.maxLength()) { // nobody makes us read more
                    faults.addAll(TagRules.faults(template, language, part, text));
                }
            });
        }
        if (faults.isEmpty()) {
            faults.addAll(written(template, texts));
        }
        return faults.stream().limit(MOST_FAULTS).toList();
    }

    private static List<Fault> missing(Template template, Language language, Texts texts) {
        var faults = new ArrayList<Fault>();
        for (var part : Part.values()) {
            var isNeeded = part.isAlwaysThere() || !template.secretsIn(part).isEmpty();
            if (isNeeded && texts.text(language, part) == null) {
                faults.add(Fault.of(language, part, "missing", "Every message of this type has this part."));
            }
        }
        return faults;
    }

    /** By filling the texts in: with marks, with everything, and with nothing that may be absent. */
    private List<Fault> written(Template template, Texts texts) {
        Edition edition;
        try {
            edition = new Edition(template, 0, texts);
        } catch (MustacheException e) {
            return List.of(new Fault("", "", "not-written", String.valueOf(e.getMessage())));
        }
        var faults = new ArrayList<Fault>();
        for (var language : Language.values()) {
            for (var part : texts.in(language).keySet()) {
                try {
                    faults.addAll(marked(edition, language, part));
                } catch (MustacheException e) {
                    faults.add(Fault.of(language, part, "not-written", String.valueOf(e.getMessage())));
                }
            }
        }
        return faults.isEmpty() ? sampled(edition) : faults;
    }

    private static List<Fault> marked(Edition edition, Language language, Part part) {
        var template = edition.template();
        var secrets = template.secretsIn(part);
        var marks = template.names(part).stream()
                .filter(name -> !secrets.contains(name))
                .collect(Collectors.toMap(name -> name, name -> "Zq" + name + "qZ"));
        var links = secrets.stream()
                .map(secret -> "https://secret.invalid/" + secret + "/")
                .collect(Collectors.toSet());
        var words = words(language, marks);
        secrets.forEach(secret -> words.put(secret, "https://secret.invalid/" + secret + "/"));
        var written = edition.write(language, part, words);
        return switch (part) {
            case HTML -> html(edition, language, written, marks, links);
            case TEXT, INBOX, WHATSAPP, PUSH_BODY -> TextRules.isolation(language, part, written, marks);
            case SMS ->
                // marks of direction are left out of what is written from left to right
                language == Language.ARABIC ? TextRules.isolation(language, part, written, marks) : List.of();
            case SUBJECT, PUSH_TITLE -> List.of();
        };
    }

    private static List<Fault> html(
            Edition edition, Language language, String full, Map<String, String> marks, Set<String> links) {
        var faults = new ArrayList<>(HtmlRules.faults(language, full, marks, links));
        var bare = words(language, Map.of());
        edition.template().names(Part.HTML).forEach(name -> bare.put(name, ""));
        faults.addAll(HtmlRules.faults(language, edition.write(language, Part.HTML, bare), Map.of(), Set.of("")));
        return faults;
    }

    private static Map<String, String> words(Language language, Map<String, String> given) {
        var words = new HashMap<>(given);
        words.put("lang", language.tag());
        words.put("dir", language.direction());
        words.put("subject", "A subject");
        words.put(Footer.LINK, ""); // it is ours, and out of reach of the text
        words.put(Footer.CALLED, "");
        return words;
    }

    private List<Fault> sampled(Edition edition) {
        var faults = new ArrayList<Fault>();
        for (var language : Language.values()) {
            var sample = Sample.USUAL;
            var sms = sample.sms(composer, edition, language);
            var length = SmsLength.of(sms.text());
            if (length.segments() > MOST_SEGMENTS) {
                faults.add(Fault.of(
                        language,
                        Part.SMS,
                        "too-many-segments",
                        "It takes %d segments, of at most %d.".formatted(length.segments(), MOST_SEGMENTS)));
            }
        }
        return faults;
    }
}
