package io.aman.notification.template;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.provider.Arguments;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Every template in every language, filled with everything that it may name. */
abstract class EveryTemplate {

    static final Path GOLDEN = Path.of("src/test/resources/golden");
    static final Instant AT = Instant.parse("2026-11-25T14:03:27Z");
    static final Map<String, String> CODES = Map.ofEntries(
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
    static final Map<String, String> SECRETS = Map.of(
            "notMe", "https://pay.example.com/not-me#bm90LW1l.c2lnbmF0dXJl",
            "link", "https://pay.example.com/reset-password#cmVzZXQ",
            "code", "491827");
    final Templates templates = TemplateFixtures.shipped();

    static Stream<Arguments> everyTemplateInEveryLanguage() {
        return Stream.of(Template.values())
                .flatMap(template -> Stream.of(Language.values()).map(language -> Arguments.of(template, language)));
    }

    static Facts everyFact(Template template) {
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

    static Map<String, String> everySecret(Template template) {
        return template.secrets().stream().collect(Collectors.toMap(name -> name, SECRETS::get));
    }

    static String nameIn(Language language) {
        return language == Language.ARABIC ? "نورة" : "Nora";
    }

    static void assertGolden(Template template, Language language, String part, String actual) throws IOException {
        var file = GOLDEN.resolve("%s.%s.%s".formatted(template.type(), language.tag(), part));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }

    static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> texts(NodeList nodes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
