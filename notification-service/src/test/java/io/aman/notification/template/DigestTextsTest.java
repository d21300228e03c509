package io.aman.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTextsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Instant AT = Instant.parse("2026-11-25T14:03:27Z");

    private final Templates templates = TemplateFixtures.shipped();
    private final DigestTexts digests = new DigestTexts();

    /** With {@code -Dgolden.write=true} it writes the files instead; a person reads the difference then. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void aDigestReadsAsInItsGoldenFile(Language language) throws Exception {
        var message = render(language, 3);

        assertGolden(language, "head.txt", message.subject() + "\n");
        assertGolden(language, "txt", message.text());
        assertGolden(language, "html", message.html());
        var html = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(message.html().getBytes(StandardCharsets.UTF_8)));
        assertThat(html.getElementsByTagName("li").getLength()).isEqualTo(3);
    }

    /** CLDR's plural rules: two forms in English, six in Arabic. */
    @ParameterizedTest
    @CsvSource({
        "ENGLISH, 1,   One message about your payments",
        "ENGLISH, 2,   2 messages about your payments",
        "ARABIC,  1,   رسالة واحدة عن مدفوعاتك",
        "ARABIC,  2,   رسالتان عن مدفوعاتك",
        "ARABIC,  3,   3 رسائل عن مدفوعاتك",
        "ARABIC,  10,  10 رسائل عن مدفوعاتك",
        "ARABIC,  11,  11 رسالة عن مدفوعاتك",
        "ARABIC,  100, 100 رسالة عن مدفوعاتك",
        "ARABIC,  103, 103 رسائل عن مدفوعاتك",
    })
    void theSubjectCountsAsTheLanguageDoes(Language language, int count, String subject) {
        assertThat(render(language, count).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aLongDigestNamesTheFirstFiftyAndCountsTheRest(Language language) {
        var text = render(language, 53).text();

        assertThat(text.lines().filter(line -> line.startsWith("- "))).hasSize(DigestTexts.MOST_LINES);
        assertThat(text).contains(language == Language.ENGLISH ? "3 more are in your inbox." : "و3 أخرى في صندوقك.");
    }

    @Test
    void aDigestHasAWayOut() {
        var link = "https://pay.example.com/api/notifications/unsubscribe?t=a";
        var to = new Addressee(Language.ENGLISH, "Nora", ZoneOffset.UTC, link);
        var told = templates.render(Template.PAYMENT_EXPIRED, to, AT, Facts.NONE);

        var digest = digests.render(Category.ACCOUNT, to, List.of(told));

        assertThat(digest.text()).endsWith("Unsubscribe from mails about your account:\n" + link + "\n");
        assertThat(digest.html()).contains(">Unsubscribe from mails about your account</a>");
        assertThat(digest.summary()).doesNotContain(link);
    }

    @Test
    void whatAUserWroteIsNeverMarkup() {
        var facts = new Facts(
                Map.of("amount", new Money(12_500, "KWD")),
                Map.of("paymentId", "pay_1", "reference", "<script>alert(1)</script>"));
        var told = templates.render(Template.PAYMENT_RECEIPT, new Addressee(Language.ENGLISH, "Nora"), AT, facts);

        var message = digests.render(Category.PAYMENTS, new Addressee(Language.ENGLISH, "<b>Nora</b>"), List.of(told));

        assertThat(message.html()).doesNotContain("<script>", "<b>");
    }

    private Message render(Language language, int count) {
        var told = IntStream.rangeClosed(1, count)
                .mapToObj(i -> templates.render(
                        Template.PAYMENT_RECEIPT,
                        new Addressee(language, "Nora"),
                        AT,
                        new Facts(
                                Map.of("amount", new Money(1_000L * i, "KWD")),
                                Map.of("paymentId", "pay_" + i, "reference", "Order " + i))))
                .toList();
        return digests.render(Category.PAYMENTS, new Addressee(language, "Nora"), told);
    }

    private static void assertGolden(Language language, String part, String actual) throws IOException {
        var file = GOLDEN.resolve("digest.%s.%s".formatted(language.tag(), part));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
