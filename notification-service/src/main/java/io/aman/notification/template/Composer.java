package io.aman.notification.template;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Writes messages by an edition. */
final class Composer {

    private static final List<Part> ALWAYS =
            Stream.of(Part.values()).filter(Part::isAlwaysThere).toList();

    private final Words codes = new Words();

    /**
     * @see Writer#render
     * @throws IllegalArgumentException when a fact is none that the template may name
     */
    Message compose(Edition edition, Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        var isWritten = ALWAYS.stream().allMatch(part -> edition.has(to.language(), part));
        var language = isWritten ? to.language() : Language.ENGLISH;
        var words = words(edition.template(), language, to, at, facts);
        var subject = edition.write(language, Part.SUBJECT, words).strip();
        words.put("subject", subject);
        var summary = edition.write(language, Part.INBOX, words).strip();
        var briefs = briefs(edition, language, subject, summary, words);
        addSecrets(edition.template(), secrets, words);
        return new Message(
                language,
                subject,
                summary,
                Footer.below(edition.write(language, Part.TEXT, words), words),
                edition.write(language, Part.HTML, words),
                briefs,
                edition.version());
    }

    /** @see Writer#renderShort */
    Message composeShort(Edition edition, Addressee to, Instant at, Facts facts, Map<String, String> secrets) {
        var language = edition.has(to.language(), Part.SMS) ? to.language() : Language.ENGLISH;
        var words = words(edition.template(), language, to, at, facts);
        addSecrets(edition.template(), secrets, words);
        return brief(edition, language, "", "", sms(language, edition.write(language, Part.SMS, words)));
    }

    private static Map<Brief, Message> briefs(
            Edition edition, Language language, String subject, String summary, Map<String, String> words) {
        var briefs = new EnumMap<Brief, Message>(Brief.class);
        var sms = edition.template().secretsIn(Part.SMS).isEmpty()
                ? orElse(edition, language, Part.SMS, summary, words)
                : summary; // that text is for the code alone
        var chat = orElse(edition, language, Part.WHATSAPP, summary, words);
        var title = orElse(edition, language, Part.PUSH_TITLE, subject, words);
        var body = orElse(edition, language, Part.PUSH_BODY, summary, words);
        briefs.put(Brief.SMS, brief(edition, language, "", "", sms(language, sms)));
        briefs.put(Brief.WHATSAPP, brief(edition, language, subject, summary, chat));
        briefs.put(Brief.PUSH, brief(edition, language, title, "", body));
        return briefs;
    }

    private static String orElse(
            Edition edition, Language language, Part part, String other, Map<String, String> words) {
        return edition.has(language, part)
                ? edition.write(language, part, words).strip()
                : other;
    }

    private static Message brief(Edition edition, Language language, String title, String summary, String text) {
        return new Message(language, title, summary, text, "", Map.of(), edition.version());
    }

    /** What no telephone shows costs: one mark of direction makes 160 characters 70. */
    private static String sms(Language language, String written) {
        var text = language == Language.ARABIC ? written : PlainText.withoutIsolates(written);
        return SmsLength.fit(text.strip().replace(Formats.NO_BREAK_SPACE, ' '), SmsLength.MOST_SEGMENTS);
    }

    private static void addSecrets(Template template, Map<String, String> secrets, Map<String, String> words) {
        template.secrets().forEach(secret -> words.put(secret, secrets.getOrDefault(secret, "")));
    }

    private Map<String, String> words(Template template, Language language, Addressee to, Instant at, Facts facts) {
        requireKnown(template, facts);
        Map<String, String> words = new HashMap<>();
        Stream.of(template.amounts(), template.texts(), template.codes(), template.times())
                .flatMap(Set::stream)
                .forEach(absent -> words.put(absent, ""));
        facts.amounts().forEach((key, money) -> words.put(key, Formats.amount(money, language)));
        facts.texts().forEach((key, text) -> words.put(key, codes.counted(key, PlainText.line(text), language)));
        facts.codes().forEach((key, code) -> words.put(key, this.codes.of(key, code, language)));
        facts.times().forEach((key, time) -> words.put(key, Formats.time(time, language, to.zone())));
        words.put("name", PlainText.line(to.name()));
        words.put("time", Formats.time(at, language, to.zone()));
        words.put("lang", language.tag());
        words.put("dir", language.direction());
        words.putAll(Footer.words(codes, template.category(), language, to.unsubscribe()));
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
}
