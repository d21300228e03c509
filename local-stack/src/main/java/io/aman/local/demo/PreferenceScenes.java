package io.aman.local.demo;

import static io.aman.local.demo.Recipient.choice;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What people are not told, and when they are left in peace. */
final class PreferenceScenes {

    private static final Pattern LINK = Pattern.compile("<(https?://[^>]+)>");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final String ZONE = "Asia/Kuwait";
    private static final String PAYMENTS = "payments";
    private static final String EMAIL = "email";

    private final NotificationCast cast;
    private final Recipient reader;
    private final Clock clock = Clock.system(ZoneId.of(ZONE));

    PreferenceScenes(NotificationCast cast) {
        this.cast = cast;
        this.reader = cast.reader();
    }

    void run(Steps steps) {
        steps.step("Mails about payments are switched off: the next receipt is in the inbox alone", this::off);
        steps.step("What is about security cannot be switched off", this::security);
        steps.step("In quiet hours a receipt waits in the inbox, and no mail rings", this::quiet);
        steps.step("The quiet hours are taken back, and the mail comes at once", this::released);
        steps.step(
                "A mail's own link shows a page that changes nothing, and one click unsubscribes", this::unsubscribe);
    }

    private String off() {
        expect(200, reader.prefer(choice(PAYMENTS, EMAIL, false)));
        reader.pay(cast.reference("unmailed"));
        reader.entry(cast.reference("unmailed"));
        expect(200, reader.prefer());
        reader.pay(cast.reference("mailed"));
        reader.mail(cast.reference("mailed"));
        require(reader.mails(cast.reference("unmailed")).findAny().isEmpty(), "it was mailed all the same");
        return "inbox, no mail; switched on again, the one after it is mailed";
    }

    private String security() {
        var answer = reader.prefer(choice("security", EMAIL, false));
        var refusal = refused(422, "SECURITY_NOT_OPTIONAL", answer);
        require(reader.isOn("security", EMAIL), "it is off");
        return refusal;
    }

    private String quiet() {
        var now = ZonedDateTime.now(clock);
        var window = Map.of(
                "start", MINUTE.format(now.minus(Duration.ofHours(1))),
                "end", MINUTE.format(now.plus(Duration.ofHours(2))));
        expect(200, reader.preferWith(Map.of("zone", ZONE, "quietHours", List.of(window))));
        reader.pay(cast.reference("quiet"));
        reader.entry(cast.reference("quiet"));
        require(reader.mails(cast.reference("quiet")).findAny().isEmpty(), "it was mailed");
        return "quiet from %s to %s in %s".formatted(window.get("start"), window.get("end"), ZONE);
    }

    private String released() {
        require(reader.mails(cast.reference("quiet")).findAny().isEmpty(), "it was mailed before");
        var before = clock.instant();
        expect(200, reader.prefer());
        var at = Instant.parse(
                reader.mail(cast.reference("quiet")).path("receivedAt").asString());
        return "mailed %d ms later".formatted(Duration.between(before, at).toMillis());
    }

    private String unsubscribe() {
        var header = reader.mail(cast.reference("mailed"))
                .path("headers")
                .path("List-Unsubscribe")
                .asString();
        var link = LINK.matcher(header);
        require(link.find(), "no link in " + header);
        var page = URI.create(link.group(1));
        require(Browser.open(page) == 200, "no page");
        require(reader.isOn(PAYMENTS, EMAIL), "opening it has switched it off");
        var status = Browser.submit(page, "List-Unsubscribe=One-Click");
        require(status == 200 && !reader.isOn(PAYMENTS, EMAIL), status + ", and it is on");
        return "200, without a sign-in; mails about payments are off";
    }
}
