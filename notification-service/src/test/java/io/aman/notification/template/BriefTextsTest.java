package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for short messages, WhatsApp and devices. */
class BriefTextsTest extends EveryTemplate {

    private static final int LOCK_SCREEN = 150;
    private static final List<String> NOT_YOU = List.of("Not you?", "لم تكن أنت؟", "ليست منك؟");

    /** 160 of the GSM alphabet in English, where no mark of direction is; with the longest facts it is still bounded. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everySmsIsShortAndHoldsNoSecret(Template template, Language language) {
        var usual = usual(template, language);
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

    /** As {@link TemplatesTest#everyMessageReadsAsInItsGoldenFile}. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyBriefReadsAsInItsGoldenFile(Template template, Language language) throws IOException {
        var message = usual(template, language);

        assertGolden(
                template,
                language,
                "brief.txt",
                "sms: %s%nwhatsapp: %s%npush: %s / %s%n"
                        .formatted(
                                message.brief(Brief.SMS).text(),
                                message.brief(Brief.WHATSAPP).text(),
                                message.brief(Brief.PUSH).subject(),
                                message.brief(Brief.PUSH).text()));
    }

    /** A locked device shows four lines or so. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aDeviceShowsAllOfAMessageAndNothingTwice(Template template, Language language) {
        var push = usual(template, language).brief(Brief.PUSH);

        assertThat(push.text()).hasSizeLessThanOrEqualTo(LOCK_SCREEN);
        assertThat(heart(push.text())).isNotEqualTo(heart(push.subject()));
    }

    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void everyBriefIsWrittenWithoutTheFactsThatMayBeAbsent(Template template, Language language) {
        var bare = templates.render(template, new Addressee(language, nameIn(language)), AT, Facts.NONE);

        for (var way : Brief.values()) {
            assertThat(bare.brief(way).text()).as(way.name()).isNotBlank().doesNotContain("null", "{{");
        }
    }

    /** Whoever was warned by one way knows as much as by another. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void whatToDoIsSaidByEveryWay(Template template, Language language) {
        var message = usual(template, language);

        var asked = NOT_YOU.stream()
                .filter(message.brief(Brief.SMS).text()::contains)
                .toList();
        for (var way : Brief.values()) {
            assertThat(asked).as(way.name()).allMatch(message.brief(way).text()::contains);
        }
    }

    /** What WhatsApp has approved is filled with any of them. */
    @ParameterizedTest
    @MethodSource("everyTemplateInEveryLanguage")
    void aMessageForWhatsAppHasEveryPartOfOne(Template template, Language language) {
        var message = usual(template, language);

        var brief = message.brief(Brief.WHATSAPP);

        assertThat(brief.subject()).isEqualTo(message.subject());
        assertThat(brief.summary()).isEqualTo(message.summary());
        assertThat(brief.html()).isEmpty();
    }

    private Message usual(Template template, Language language) {
        return templates.render(
                template, new Addressee(language, nameIn(language)), AT, everyFact(template), everySecret(template));
    }

    private static String heart(String text) {
        return text.replaceAll("[\\p{Punct}\u2068\u2069]", "").strip();
    }
}
