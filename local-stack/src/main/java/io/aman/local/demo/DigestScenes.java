package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** One mail a day instead of many. It comes at a full minute, so other scenes go between the beginning and the end. */
final class DigestScenes {

    /** A minute and what setting it all up takes, even where everything is slow: the full minute before it is the one. */
    private static final Duration AHEAD = Duration.ofSeconds(75);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ZONE = "Asia/Kuwait";

    private final NotificationCast cast;
    private final Recipient collector;
    private final Clock clock = Clock.system(ZoneId.of(ZONE));

    DigestScenes(NotificationCast cast) {
        this.cast = cast;
        this.collector = cast.collector();
    }

    void begin(Steps steps) {
        steps.step("Somebody wants one mail a day about payments, and pays twice", this::collect);
    }

    void end(Steps steps) {
        steps.step("At that minute one mail tells of both", this::told);
    }

    private String collect() {
        var at = clock.instant()
                .plus(AHEAD)
                .atZone(clock.getZone())
                .truncatedTo(ChronoUnit.MINUTES)
                .toLocalTime();
        var daily = Map.of(
                "category", "payments",
                "channel", "email",
                "enabled", true,
                "digest", "daily",
                "digestAt", at.toString());
        expect(200, collector.preferWith(Map.of("zone", ZONE), daily));
        collector.pay(cast.reference("collected-1"));
        collector.pay(cast.reference("collected-2"));
        collector.entry(cast.reference("collected-2"));
        return "daily at %s in %s; the inbox has both at once".formatted(at, ZONE);
    }

    private String told() {
        var mail = await(
                PATIENCE,
                "the digest",
                () -> collector.mails(cast.reference("collected-1")).findFirst());
        require(
                mail.path("text").asString().contains(cast.reference("collected-2")),
                "the second payment is not in it");
        require(
                collector.mails(cast.reference("collected-1")).count() == 1
                        && collector.mails(cast.reference("collected-2")).count() == 1,
                "one of them is told of by another mail, too");
        return mail.path("subject").asString();
    }
}
