package io.aman.notification.template;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.MustacheException;
import io.aman.events.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TemplatesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Instant AT = Instant.parse("2026-11-25T14:03:27Z");
    private static final Map<String, String> CODES = Map.ofEntries(
            entry("kind", "totp"),
            entry("how", "reset"),
            entry("why", "disowned"),
            entry("purpose", "sign-in"),
            entry("status", "open"),
            entry("because", "failing"),
            entry("unusual", "impossible-travel"),
            entry("movement", "payment"),
            entry("severity", "HIGH"),
            entry("alarm", "OutboxIsStuck"),
            entry("state", "firing"),
            entry("urgency", "page"));
    private static final Map<String, String> SECRETS = Map.of(
            "notMe", "https://pay.example.com/not-me#bm90LW1l.c2lnbmF0dXJl",
            "link", "https://pay.example.com/reset-password#cmVzZXQ",
            "code", "491827");

    /** What rules of the operators' own call an alert: we have no words for it. */
    private static final String NAMED_ELSEWHERE = "alarm";

    private static final char RIGHT_TO_LEFT_OVERRIDE = '\u202E';
    private static final char POP_ISOLATE = '\u2069';

    private final Templates templates = TemplateFixtures.shipped();

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return Stream.of(Template.values())
                .flatMap(template -> Stream.of(Language.values()).map(language -> Arguments.of(template, language)));
    }

    /** With {@code -Dgolden.write=true} it writes the files instead; a person reads the difference then. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyMessageReadsAsInItsGoldenFile(Template template, Language language) throws IOException {
        var message = templates.render(
                template, new Addressee(language, nameIn(language)), AT, everyFact(template), everySecret(template));

        assertGolden(template, language, "head.txt", message.subject() + "\n" + message.summary() + "\n");
        assertGolden(template, language, "txt", message.text());
        assertGolden(template, language, "html", message.html());
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyTextIsWrittenWithoutTheFactsThatMayBeAbsent(Template template, Language language) {
        var message = templates.render(template, new Addressee(language, nameIn(language)), AT, Facts.NONE);

        assertThat(message.language()).isEqualTo(language);
        assertThat(message.text() + message.html() + message.summary()).doesNotContain("{{", "}}", "null");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyHtmlIsWellFormedAndKnowsItsLanguageAndDirection(Template template, Language language) throws Exception {
        var html = parse(templates
                .render(
                        template,
                        new Addressee(language, nameIn(language)),
                        AT,
                        everyFact(template),
                        everySecret(template))
                .html());

        var root = html.getDocumentElement();
        assertThat(root.getAttribute("lang")).isEqualTo(language.tag());
        assertThat(root.getAttribute("dir")).isEqualTo(language == Language.ARABIC ? "rtl" : "ltr");
        // web mail drops <html> and <body>
        var outermost = (Element) html.getElementsByTagName("div").item(0);
        assertThat(outermost.getAttribute("dir")).isEqualTo(root.getAttribute("dir"));
        assertThat(outermost.getAttribute("lang")).isEqualTo(root.getAttribute("lang"));
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyFactInHtmlIsIsolatedFromTheTextAroundIt(Template template, Language language) throws Exception {
        var facts = everyFact(template);
        var html = parse(templates
                .render(template, new Addressee(language, "Nora"), AT, facts, everySecret(template))
                .html());

        var isolated = texts(html.getElementsByTagName("bdi"));
        assertThat(isolated).contains("Nora", Formats.time(AT, language, ZoneOffset.UTC));
        facts.amounts().values().forEach(money -> assertThat(isolated).contains(Formats.amount(money, language)));
        facts.texts().forEach((name, text) -> assertThat(isolated).contains(new Words().counted(name, text, language)));
        facts.codes().forEach((name, code) -> assertThat(isolated).contains(new Words().of(name, code, language)));
        facts.codes().entrySet().stream()
                .filter(code -> !code.getKey().equals(NAMED_ELSEWHERE))
                .forEach(code -> assertThat(isolated).doesNotContain(code.getValue()));
        facts.times()
                .values()
                .forEach(time -> assertThat(isolated).contains(Formats.time(time, language, ZoneOffset.UTC)));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatAUserWroteIsNeverMarkupAndTurnsNothingAround(Language language) throws Exception {
        var name = "<script>alert(1)</script>" + RIGHT_TO_LEFT_OVERRIDE + "Nora" + POP_ISOLATE + "\r\nBcc: all";
        var reference = "\"><img src=x onerror=alert(1)> {{name}}" + RIGHT_TO_LEFT_OVERRIDE + POP_ISOLATE;
        var facts = new Facts(
                Map.of("amount", new Money(12_500, "KWD")), Map.of("paymentId", "pay_1", "reference", reference));

        var message = templates.render(Template.PAYMENT_RECEIPT, new Addressee(language, name), AT, facts);

        var html = parse(message.html());
        assertThat(html.getElementsByTagName("script").getLength()).isZero();
        assertThat(html.getElementsByTagName("img").getLength()).isZero();
        assertThat(texts(html.getElementsByTagName("bdi")))
                .contains("<script>alert(1)</script>Nora Bcc: all", "\"><img src=x onerror=alert(1)> {{name}}");
        assertThat(message.html() + message.text() + message.summary() + message.subject())
                .doesNotContain(String.valueOf(RIGHT_TO_LEFT_OVERRIDE), "\r");
        assertThat(message.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(message.text().codePoints().filter(c -> c == '\u2068').count())
                .as("as many isolates are opened as closed")
                .isEqualTo(message.text()
                        .codePoints()
                        .filter(c -> c == POP_ISOLATE)
                        .count());
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aSecretStandsInTheBodyAlone(Template template, Language language) {
        var message = templates.render(template, new Addressee(language, "Nora"), AT, everyFact(template), SECRETS);

        SECRETS.forEach((name, secret) -> {
            assertThat(message.subject() + message.summary()).doesNotContain(secret);
            for (var body : List.of(message.text(), message.html())) {
                assertThat(body.contains(secret))
                        .as(name)
                        .isEqualTo(template.secrets().contains(name));
            }
        });
        assertThat(message.toString()).doesNotContain(SECRETS.values());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theWayOutStandsBelowAMailWhateverAnEditorHasWritten(Language language) throws Exception {
        var link = "https://pay.example.com/api/notifications/unsubscribe?t=a.b-c";
        var to = new Addressee(language, "Nora", ZoneOffset.UTC, link);

        var without = templates.render(Template.PAYMENT_EXPIRED, new Addressee(language, "Nora"), AT, Facts.NONE);
        var message = templates.render(Template.PAYMENT_EXPIRED, to, AT, Facts.NONE);

        assertThat(message.text()).startsWith(without.text());
        assertThat(message.text().lines()).endsWith(link);
        var links = parse(message.html()).getElementsByTagName("a");
        assertThat(links.getLength()).isOne();
        assertThat(((Element) links.item(0)).getAttribute("href")).isEqualTo(link);
        assertThat(links.item(0).getTextContent()).isNotBlank();
        assertThat(without.text() + without.html()).doesNotContain("unsubscribe");
        assertThat(message.summary() + message.subject() + message.briefs()).doesNotContain(link);
        assertThat(to.toString()).doesNotContain(link, "Nora");
    }

    /** Whatever makes a link of a text must not take a mark of direction for a part of it. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aLinkStandsAloneOnItsLine(Template template, Language language) {
        var message = templates.render(template, new Addressee(language, "Nora"), AT, everyFact(template), SECRETS);

        var links =
                message.text().lines().filter(line -> line.contains("https://")).toList();
        assertThat(links).allMatch(SECRETS::containsValue);
    }

    @ParameterizedTest
    @CsvSource({
        "days, 0, less than a day, أقل من يوم",
        "days, 1, 1 day, يوم واحد",
        "days, 2, 2 days, يومان",
        "days, 3, 3 days, 3 أيام",
        "days, 11, 11 days, 11 يومًا",
        "days, 100, 100 days, 100 يوم",
        "left, 0, no codes, لا رموز",
        "left, 2, 2 codes, رمزان",
        "left, 10, 10 codes, 10 رموز",
        "left, 99, 99 codes, 99 رمزًا",
        "left, many, many, many",
        "reference, 3, 3, 3"
    })
    void aNumberStandsWithItsNounInTheFormOfTheLanguage(String name, String text, String english, String arabic) {
        assertThat(new Words().counted(name, text, Language.ENGLISH)).isEqualTo(english);
        assertThat(new Words().counted(name, text, Language.ARABIC)).isEqualTo(arabic);
    }

    /** 160 of the GSM alphabet in English, where no mark of direction is; with the longest facts it is still bounded. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everySmsIsShortAndHoldsNoSecret(Template template, Language language) {
        var usual = templates.render(
                template, new Addressee(language, nameIn(language)), AT, everyFact(template), everySecret(template));
        var sms = usual.brief(Brief.SMS);

        var length = SmsLength.of(sms.text());
        assertThat(length.segments()).isLessThanOrEqualTo(language == Language.ARABIC ? 2 : 1);
        assertThat(length.alphabet())
                .isEqualTo(language == Language.ARABIC ? SmsLength.Alphabet.UCS_2 : SmsLength.Alphabet.GSM_7);
        for (var way : Brief.values()) {
            var brief = usual.brief(way);
            assertThat(brief.text()).isNotBlank();
            SECRETS.values()
                    .forEach(
                            secret -> assertThat(brief.text() + brief.subject()).doesNotContain(secret));
        }
        assertThat(usual.brief(Brief.PUSH).subject()).isNotBlank().doesNotContain("KWD", "د.ك", "Nora");
    }

    /** 70 characters of UCS-2, 160 of the GSM alphabet. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void aCodeFitsIntoOneShortMessage(Language language) {
        var message = templates.renderShort(
                Template.ONE_TIME_CODE, new Addressee(language, "Nora"), AT, Facts.NONE, Map.of("code", "491827"));

        assertThat(message.text()).contains("491827").hasSizeLessThanOrEqualTo(language == Language.ARABIC ? 70 : 160);
        assertThat(message.subject() + message.summary() + message.html()).isEmpty();
    }

    @Test
    void everyCodeHasAWordInEveryLanguageAndANewOneIsShownAsItIs() {
        var words = new Words();

        assertThat(words.words(Language.ARABIC).keySet())
                .isEqualTo(words.words(Language.ENGLISH).keySet());
        assertThat(words.of("kind", "carrier-pigeon", Language.ARABIC)).isEqualTo("carrier-pigeon");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aSubjectNamesNobody(Template template, Language language) {
        var subject = templates
                .render(template, new Addressee(language, "Nora"), AT, everyFact(template))
                .subject();

        assertThat(subject).isNotBlank().doesNotContain("Nora", "pay_", "Order").doesNotContain("\n");
    }

    @Test
    void aLanguageNobodyWritesGetsEnglish() {
        assertThat(Language.of("fr")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("not a tag")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("ar-KW")).isEqualTo(Language.ARABIC);
        assertThat(Language.of("AR")).isEqualTo(Language.ARABIC);
    }

    @Test
    void aFactThatATemplateMayNotNameIsRefused() {
        var facts = new Facts(Map.of(), Map.of("cardNumber", "4242"));

        assertThatThrownBy(() ->
                        templates.render(Template.PAYMENT_DECLINED, new Addressee(Language.ENGLISH, "Nora"), AT, facts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4242");
    }

    @Test
    void anUnknownNameInATemplateIsAnErrorEvenInASection() {
        assertThatThrownBy(() -> Engine.compiler(true).compile("{{nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
        assertThatThrownBy(() ->
                        Engine.compiler(true).compile("{{#nmae}}x{{/nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
    }

    @Test
    void aTemplateReachesNoMethodOrField() {
        var compiler = Engine.compiler(true);

        for (var probe : List.of("{{name.class}}", "{{name.length}}", "{{name.bytes}}", "{{name.isEmpty}}")) {
            assertThatThrownBy(() -> compiler.compile(probe).execute(Map.of("name", "x")))
                    .as(probe)
                    .isInstanceOf(MustacheException.class);
        }
    }

    private static Facts everyFact(Template template) {
        Map<String, Money> amounts = new HashMap<>();
        template.amounts()
                .forEach(name -> amounts.put(name, new Money(name.equals("total") ? 1_020_000 : 12_500, "KWD")));
        Map<String, String> texts = new HashMap<>();
        template.texts()
                .forEach(name -> texts.put(
                        name,
                        switch (name) {
                            case "paymentId" -> "pay_0123456789abcdef0123456789abcdef";
                            case "left", "days", "firing", "over" -> "3";
                            default -> "Order 2026/117";
                        }));
        Map<String, String> codes = new HashMap<>();
        template.codes().forEach(name -> codes.put(name, CODES.get(name)));
        Map<String, Instant> times = new HashMap<>();
        template.times().forEach(name -> times.put(name, AT.plus(Duration.ofDays(1))));
        return new Facts(amounts, texts, codes, times);
    }

    private static Map<String, String> everySecret(Template template) {
        return template.secrets().stream().collect(Collectors.toMap(name -> name, SECRETS::get));
    }

    private static String nameIn(Language language) {
        return language == Language.ARABIC ? "نورة" : "Nora";
    }

    private static void assertGolden(Template template, Language language, String part, String actual)
            throws IOException {
        var file = GOLDEN.resolve("%s.%s.%s".formatted(template.type(), language.tag(), part));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(NodeList nodes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
