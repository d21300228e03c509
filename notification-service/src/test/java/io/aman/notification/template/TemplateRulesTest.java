package io.aman.notification.template;

import static io.aman.notification.template.TemplateFixtures.html;
import static io.aman.notification.template.TemplateFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRulesTest {

    private final TemplateRules rules = new TemplateRules();
    private final Composer composer = new Composer();

    @ParameterizedTest
    @EnumSource
    void whatWeShipKeepsEveryRule(Template template) {
        assertThat(rules.faults(template, Engine.shipped(template))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.}}",
                "{{name.class}}",
                "{{name.bytes}}",
                "{{-first}}",
                "{{> /etc/passwd}}",
                "{{>/etc/passwd}}",
                "{{>../words.en.properties}}",
                "{{>one-time-code/en.txt}}",
                "{{>not-me.ar.txt}}",
                "{{>not-me.en.txt}}",
                "{{<layout.html}}{{/layout.html}}",
                "{{$content}}x{{/content}}",
                "{{=<% %>=}}<%name%>",
                "{{{name}}}",
                "{{&name}}",
                "{{! a comment }}",
                "{{ name }}",
                "{{name}}}",
                "{{name",
                "{{}}",
                "{{#}}x{{/}}",
                "{{#name",
                "{{\nname}}"
            })
    void aTagOfAnotherKindIsRefused(String tag) {
        assertFault(Template.PAYMENT_RECEIPT, Part.TEXT, "a\n" + tag + "\nb", "tag-refused");
    }

    @ParameterizedTest
    @CsvSource({
        "'{{class}}', unknown-name",
        "'{{this}}', unknown-name",
        "'{{#class}}x{{/class}}', unknown-name",
        "'{{^getClass}}x{{/getClass}}', unknown-name",
        "'{{code}}', unknown-name",
        "'{{notMe}}', unknown-name",
        "'{{lang}}', unknown-name",
        "'{{address}}', unknown-name",
        "'{{#total}}x', section-open",
        "'x{{/total}}', section-open",
        "'{{#total}}{{#reference}}x{{/total}}{{/reference}}', section-open",
        "'{{#total}}{{#total}}{{#total}}{{#total}}x{{/total}}{{/total}}{{/total}}{{/total}}', too-deep",
        "'You paid {{amount}} today.', not-isolated",
        "'You paid \u2068{{amount}} today\u2069.', not-isolated",
        "'You paid \u2068{{amount}} today.', isolate-open",
        "'\u2069You paid\u2068', isolate-open",
        "'You \u202Epaid', control-character",
        "'You \u0007paid', control-character",
        "' ', missing"
    })
    void aTextKeepsTheRules(String text, String rule) {
        assertFault(Template.PAYMENT_RECEIPT, Part.TEXT, text, rule);
    }

    @ParameterizedTest
    @CsvSource({
        "'<p>{{amount}}</p>', not-isolated",
        "'<p>unclosed', not-well-formed",
        "'<p>&nbsp;</p>', not-well-formed",
        "'<script>alert(1)</script>', element-refused",
        "'<img src=\"https://a.example/x.png\"/>', element-refused",
        "'<svg/>', element-refused",
        "'<style>p{}</style>', element-refused",
        "'<meta http-equiv=\"refresh\" content=\"0\"/>', element-refused",
        "'<form/>', element-refused",
        "'<!-- {{name}} -->', element-refused",
        "'<![CDATA[{{name}}]]>', element-refused",
        "'<?php x?>', element-refused",
        "'<p onclick=\"x()\">a</p>', attribute-refused",
        "'<p title=\"{{name}}\">a</p>', attribute-refused",
        "'<p style=\"color:{{name}}\">a</p>', attribute-refused",
        "'<p style=\"background:url(x)\">a</p>', attribute-refused",
        "'<a href=\"{{name}}\">a</a>', attribute-refused",
        "'<a href=\"https://evil.example/\">a</a>', attribute-refused",
        "'<a href=\"javascript:alert(1)\">a</a>', attribute-refused",
        "'<p title={{name}}>a</p>', not-well-formed",
        "'<{{name}}>a</{{name}}>', not-well-formed",
        "'</div><div>a', layout-missing",
        "'</div></body></html>', not-well-formed",
        "'<p>{{{name}}}</p>', tag-refused",
        "'<p>{{&name}}</p>', tag-refused",
        "'{{/content}}{{$content}}', tag-refused",
        "'{{>layout.html}}', tag-refused"
    })
    void htmlKeepsTheRules(String content, String rule) {
        assertFault(Template.PAYMENT_RECEIPT, Part.HTML, html(content), rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>a</p>", "<html dir=\"ltr\"><body>a</body></html>", "{{<layout.html}}{{/layout.html}}"})
    void htmlStandsInOurLayout(String html) {
        assertFault(Template.PAYMENT_RECEIPT, Part.HTML, html, "layout-missing");
        assertFault(Template.PAYMENT_RECEIPT, Part.HTML, html("<p>a</p>") + html, "layout-missing");
    }

    @Test
    void aHeadlineNamesNobodyAndNothingThatSomebodyWrote() {
        assertFault(Template.PAYMENT_RECEIPT, Part.SUBJECT, "For {{name}}", "unknown-name");
        assertFault(Template.PAYMENT_RECEIPT, Part.PUSH_TITLE, "For {{reference}}", "unknown-name");
        assertFault(Template.PAYMENT_RECEIPT, Part.SUBJECT, "One\nBcc: all", "not-one-line");
    }

    @Test
    void aSecretStandsInTheBodyAndCannotBeLeftOutOfIt() {
        assertFault(Template.ONE_TIME_CODE, Part.SUBJECT, "{{code}}", "unknown-name");
        assertFault(Template.ONE_TIME_CODE, Part.INBOX, "{{code}}", "unknown-name");
        assertFault(Template.ONE_TIME_CODE, Part.PUSH_BODY, "{{code}}", "unknown-name");
        assertFault(Template.ONE_TIME_CODE, Part.SMS, "Your code", "secret-missing");
        assertFault(Template.ONE_TIME_CODE, Part.TEXT, "{{code}}", "secret-missing");
        assertFault(Template.PASSWORD_RESET, Part.HTML, html("{{>not-me.en.html}}"), "secret-missing");
        assertFault(Template.PASSWORD_CHANGED, Part.TEXT, "It was changed.", "secret-missing");
    }

    @Test
    void everyPartThatIsNeededIsThere() {
        var parts =
                new EnumMap<Part, String>(Engine.shipped(Template.ONE_TIME_CODE).in(Language.ENGLISH));
        parts.remove(Part.SMS);
        parts.remove(Part.HTML);

        assertThat(rules.faults(Template.ONE_TIME_CODE, new Texts(Map.of(Language.ENGLISH, parts))))
                .filteredOn(fault -> fault.rule().equals("missing"))
                .extracting(fault -> fault.language() + "." + fault.part())
                .containsExactly("en.html", "en.sms", "ar.subject", "ar.inbox", "ar.txt", "ar.html", "ar.sms");
    }

    @Test
    void nothingIsHuge() {
        assertFault(Template.PAYMENT_RECEIPT, Part.TEXT, "a".repeat(10_001), "too-long");
        assertFault(Template.PAYMENT_RECEIPT, Part.TEXT, "{{time}}\n".repeat(151), "too-many-tags");
        assertFault(Template.PAYMENT_RECEIPT, Part.SMS, "a".repeat(470), "too-many-segments");
    }

    /** To look for the end of a layout from each of its beginnings costs the square of the length. */
    @Test
    void aTextThatIsTooLongIsNotReadAnyFurther() {
        var endless = "{{<layout.html}}{{$content}}" + "{{/content}}{{$footer}}".repeat(40_000);

        assertThat(rules.faults(
                        Template.PAYMENT_RECEIPT, with(Template.PAYMENT_RECEIPT, Language.ENGLISH, Part.HTML, endless)))
                .extracting(Fault::rule)
                .containsExactly("too-long");
    }

    /** As many tags as may be, of the longest facts, escaped. */
    @Test
    void whatIsWrittenIsBounded() {
        var most = with(
                Template.PAYMENT_RECEIPT,
                Language.ENGLISH,
                Part.HTML,
                html("<p><bdi>{{reference}}</bdi></p>".repeat(150)));
        assertThat(rules.faults(Template.PAYMENT_RECEIPT, most)).isEmpty();

        var message =
                Sample.HOSTILE.message(composer, new Edition(Template.PAYMENT_RECEIPT, 1, most), Language.ENGLISH);

        assertThat(message.html()).hasSizeLessThan(150_000);
    }

    /** Whatever stands in the store: were a rule missing, the engine would still see a map of texts and nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{class}}",
                "{{name.class}}",
                "{{#name}}{{bytes}}{{/name}}",
                "{{#name}}{{class.name}}{{/name}}",
                "{{> /etc/passwd}}",
                "{{>../../application.yml}}"
            })
    void theEngineReachesNothingByItself(String text) {
        assertThatThrownBy(() -> {
                    var edition = new Edition(
                            Template.PAYMENT_RECEIPT,
                            1,
                            with(Template.PAYMENT_RECEIPT, Language.ENGLISH, Part.TEXT, text));
                    Sample.USUAL.message(composer, edition, Language.ENGLISH);
                })
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @EnumSource
    void hostileFactsStayTextInEveryTemplate(Template template) {
        var edition = new Edition(template, 0, Engine.shipped(template));
        for (var language : Language.values()) {
            var message = Sample.HOSTILE.message(composer, edition, language);

            assertThat(HtmlRules.faults(language, message.html(), Map.of(), Sample.links()))
                    .isEmpty();
            assertThat(message.html()).doesNotContain("<script", "<a href='");
            assertThat(message.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
            assertThat(SmsLength.of(message.brief(Brief.SMS).text()).segments())
                    .isLessThanOrEqualTo(SmsLength.MOST_SEGMENTS);
        }
    }

    private void assertFault(Template template, Part part, String text, String rule) {
        assertThat(rules.faults(template, with(template, Language.ENGLISH, part, text)))
                .as(text)
                .filteredOn(
                        fault -> fault.language().equals("en") && fault.part().equals(part.key()))
                .extracting(Fault::rule)
                .contains(rule);
    }
}
