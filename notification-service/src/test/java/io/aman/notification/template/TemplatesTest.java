package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.MustacheException;
import io.aman.events.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TemplatesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Instant AT = Instant.parse("2026-11-25T14:03:27Z");
    private static final char RIGHT_TO_LEFT_OVERRIDE = '\u202E';
    private static final char POP_ISOLATE = '\u2069';

    private final Templates templates = new Templates();

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return Stream.of(Template.values())
                .flatMap(template -> Stream.of(Language.values()).map(language -> Arguments.of(template, language)));
    }

    /** With {@code -Dgolden.write=true} it writes the files instead; a person reads the difference then. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyMessageReadsAsInItsGoldenFile(Template template, Language language) throws IOException {
        var message = templates.render(template, language, nameIn(language), AT, everyFact(template));

        assertGolden(template, language, "head.txt", message.subject() + "\n" + message.summary() + "\n");
        assertGolden(template, language, "txt", message.text());
        assertGolden(template, language, "html", message.html());
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyTextIsWrittenWithoutTheFactsThatMayBeAbsent(Template template, Language language) {
        var message = templates.render(template, language, nameIn(language), AT, Facts.NONE);

        assertThat(message.language()).isEqualTo(language);
        assertThat(message.text() + message.html() + message.summary()).doesNotContain("{{", "}}", "null");
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyHtmlIsWellFormedAndKnowsItsLanguageAndDirection(Template template, Language language) throws Exception {
        var html = parse(templates
                .render(template, language, nameIn(language), AT, everyFact(template))
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
        var html = parse(templates.render(template, language, "Nora", AT, facts).html());

        var isolated = texts(html.getElementsByTagName("bdi"));
        assertThat(isolated).contains("Nora", Formats.time(AT, language));
        facts.amounts().values().forEach(money -> assertThat(isolated).contains(Formats.amount(money, language)));
        facts.texts().values().forEach(text -> assertThat(isolated).contains(text));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatAUserWroteIsNeverMarkupAndTurnsNothingAround(Language language) throws Exception {
        var name = "<script>alert(1)</script>" + RIGHT_TO_LEFT_OVERRIDE + "Nora" + POP_ISOLATE + "\r\nBcc: all";
        var reference = "\"><img src=x onerror=alert(1)> {{name}}" + RIGHT_TO_LEFT_OVERRIDE + POP_ISOLATE;
        var facts = new Facts(
                Map.of("amount", new Money(12_500, "KWD")), Map.of("paymentId", "pay_1", "reference", reference));

        var message = templates.render(Template.PAYMENT_RECEIPT, language, name, AT, facts);

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
    void aSubjectNamesNobody(Template template, Language language) {
        var subject = templates
                .render(template, language, "Nora", AT, everyFact(template))
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

        assertThatThrownBy(() -> templates.render(Template.PAYMENT_DECLINED, Language.ENGLISH, "Nora", AT, facts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4242");
    }

    @Test
    void anUnknownNameInATemplateIsAnErrorEvenInASection() {
        assertThatThrownBy(() -> Templates.compiler(true).compile("{{nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
        assertThatThrownBy(() ->
                        Templates.compiler(true).compile("{{#nmae}}x{{/nmae}}").execute(Map.of("name", "x")))
                .isInstanceOf(MustacheException.class);
    }

    @Test
    void aTemplateReachesNoMethodOrField() {
        var compiler = Templates.compiler(true);

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
                        name, name.equals("paymentId") ? "pay_0123456789abcdef0123456789abcdef" : "Order 2026/117"));
        return new Facts(amounts, texts);
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
