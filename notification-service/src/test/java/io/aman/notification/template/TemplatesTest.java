package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What holds for the mail and the inbox entry of every template. */
class TemplatesTest extends EveryTemplate {

    /** What rules of the operators' own call an alert: we have no words for it. */
    private static final String NAMED_ELSEWHERE = "alarm";

    private static final char RIGHT_TO_LEFT_OVERRIDE = '\u202E';

    private static final char POP_ISOLATE = '\u2069';

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
    @MethodSource("everyTemplateInEveryLanguage")
    void aSubjectNamesNobody(Template template, Language language) {
        var subject = templates
                .render(template, new Addressee(language, "Nora"), AT, everyFact(template))
                .subject();

        assertThat(subject).isNotBlank().doesNotContain("Nora", "pay_", "Order").doesNotContain("\n");
    }

    @Test
    void aFactThatATemplateMayNotNameIsRefused() {
        var facts = new Facts(Map.of(), Map.of("cardNumber", "4242"));

        assertThatThrownBy(() ->
                        templates.render(Template.PAYMENT_DECLINED, new Addressee(Language.ENGLISH, "Nora"), AT, facts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4242");
    }
}
