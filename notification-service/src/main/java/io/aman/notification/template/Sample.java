package io.aman.notification.template;

import static java.util.Map.entry;

import io.aman.events.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Made-up facts to show a template with. */
enum Sample {
    /** Everything there is. */
    USUAL,
    /** Nothing that may be absent. */
    BARE,
    /** As somebody writes who wants to break out of the text. */
    HOSTILE;

    private static final Instant AT = Instant.parse("2026-11-25T14:03:27Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Kuwait");
    private static final String UNSUBSCRIBE = "https://pay.example.com/api/notifications/unsubscribe?t=sample";
    private static final String BREAKS_OUT =
            "\"><script>alert(1)</script><a href='javascript:alert(1)'> {{name}} {{{name}}} \u202E\u2069\r\nBcc: all ";
    private static final Map<String, String> TEXTS = Map.ofEntries(
            entry("paymentId", "pay_0123456789abcdef0123456789abcdef"),
            entry("reference", "Order 2026/117"),
            entry("address", "203.0.113.7"),
            entry("device", "Firefox, Linux"),
            entry("factor", "Nora's telephone"),
            entry("reason", "Asked for by telephone"),
            entry("left", "3"),
            entry("days", "7"),
            entry("host", "shop.example.com"),
            entry("about", "firehol_level1"),
            entry("alertId", "alt_0123456789abcdef0123456789abcdef"),
            entry("userId", "usr_0123456789abcdef0123456789abcdef"),
            entry("service", "payment-service"),
            entry("summary", "More than 1 % of the payments fail"),
            entry("runbook", "https://runbooks.example.com/payments-fail"),
            entry("firing", "2"),
            entry("over", "1"));
    static final Map<String, String> CODES = Map.ofEntries(
            entry("kind", "totp"),
            entry("how", "reset"),
            entry("why", "disowned"),
            entry("purpose", "sign-in"),
            entry("status", "open"),
            entry("because", "gone"),
            entry("movement", "payment"),
            entry("unusual", "new-device"),
            entry("severity", "HIGH"),
            entry("alarm", "PaymentsFail"),
            entry("state", "firing"),
            entry("urgency", "page"));
    private static final Map<String, String> SECRETS = Map.of(
            "notMe", "https://pay.example.com/not-me#sample",
            "link", "https://pay.example.com/link#sample",
            "code", "123456");

    /** The whole message, and the brief ones. */
    Message message(Composer composer, Edition edition, Language language) {
        return composer.compose(
                edition,
                addressee(edition.template(), language),
                AT,
                facts(edition.template()),
                secrets(edition.template()));
    }

    /** What goes by SMS, with the code where that is what it is for. */
    Message sms(Composer composer, Edition edition, Language language) {
        var template = edition.template();
        return template.secretsIn(Part.SMS).isEmpty()
                ? message(composer, edition, language).brief(Brief.SMS)
                : composer.composeShort(edition, addressee(template, language), AT, facts(template), secrets(template));
    }

    /** What stands in messages for our links. */
    static Set<String> links() {
        return Stream.concat(SECRETS.values().stream(), Stream.of(UNSUBSCRIBE)).collect(Collectors.toUnmodifiableSet());
    }

    private Addressee addressee(Template template, Language language) {
        var isWithout = template.category() == Category.SECURITY || this == BARE;
        return new Addressee(language, recipient(language), ZONE, isWithout ? null : UNSUBSCRIBE);
    }

    private String recipient(Language language) {
        return switch (this) {
            case USUAL, BARE -> language == Language.ARABIC ? "نورة" : "Nora";
            case HOSTILE -> BREAKS_OUT.repeat(3);
        };
    }

    private Facts facts(Template template) {
        if (this == BARE) {
            return Facts.NONE;
        }
        var amounts = new HashMap<String, Money>();
        template.amounts().forEach(name -> amounts.put(name, amount(name)));
        var texts = template.texts().stream().collect(Collectors.toMap(name -> name, this::text));
        var codes = template.codes().stream().collect(Collectors.toMap(name -> name, this::code));
        var times = template.times().stream().collect(Collectors.toMap(name -> name, _ -> AT.plus(Duration.ofDays(1))));
        return new Facts(amounts, texts, codes, times);
    }

    private Money amount(String name) {
        return this == HOSTILE
                ? new Money(999_999_999_999L, "KWD")
                : new Money(name.equals("total") ? 1_020_000 : 12_500, "KWD");
    }

    private String text(String name) {
        return this == HOSTILE ? BREAKS_OUT.repeat(3) : sample(TEXTS, name);
    }

    private String code(String name) {
        return this == HOSTILE ? BREAKS_OUT : sample(CODES, name);
    }

    private static String sample(Map<String, String> samples, String name) {
        return Objects.requireNonNull(samples.get(name), () -> "there is no sample of " + name);
    }

    private Map<String, String> secrets(Template template) {
        return this == BARE
                ? Map.of()
                : template.secrets().stream().collect(Collectors.toMap(name -> name, name -> sample(SECRETS, name)));
    }
}
