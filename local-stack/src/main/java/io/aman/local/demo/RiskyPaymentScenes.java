package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Somebody tries many cards, and what is asked before the next payment. */
final class RiskyPaymentScenes {

    private static final String DECLINED = "pm_card_chargeDeclined";
    private static final int CARDS = 10;

    private final SecurityCast security;
    private final Cast cast;
    private final Clock clock = Clock.systemUTC();

    RiskyPaymentScenes(SecurityCast security, Cast cast) {
        this.security = security;
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("Ten cards are declined: somebody tries which ones work", this::cardTesting);
        steps.step("The next payment is let go on only because its payer has just signed in", this::steppedUp);
        steps.step("Other weights: which decisions they would change", this::otherWeights);
    }

    private String cardTesting() {
        expect(202, cast.payer().register("Fahad", "en"));
        var userId = expect(200, cast.payer().signIn())
                .body()
                .path("user")
                .path("id")
                .asString();
        for (int i = 0; i < CARDS; i++) {
            confirm(cast.create(5_120, "KWD", "stripe"), DECLINED);
        }
        var alert = security.alert(
                "a card-testing alert",
                one -> one.path("kind").asString().equals("card-testing")
                        && one.path("userId").asString("").equals(userId));
        return alert.path("severity").asString() + ": " + alert.path("detail").asString();
    }

    private String steppedUp() {
        var id = cast.create(5_120, "KWD", "stripe");
        confirm(id, "pm_card_visa");
        var trail = expect(200, security.admin().api().get("/api/payments/audit/" + id));
        var rule = trail.body()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals("CONFIRM_ASKED"))
                .map(entry -> entry.path("evidence").asString(""))
                .findFirst()
                .orElse("");
        require(rule.startsWith("risk:step-up/"), trail.text());
        return rule;
    }

    private String otherWeights() {
        var asked = Map.of(
                "version",
                "stricter",
                "weights",
                Map.of("card-testing", 0.9),
                "notifyFrom",
                30,
                "stepUpFrom",
                60,
                "denyFrom",
                85,
                "from",
                clock.instant().minus(Duration.ofHours(1)).toString(),
                "to",
                clock.instant().plusSeconds(1).toString());
        var report = expect(200, security.admin().api().post("/api/security/replays", asked));
        var differing = report.body().path("differing").asInt();
        require(differing > 0, report.text());
        return "%d weighed, %d differ".formatted(report.body().path("weighed").asInt(), differing);
    }

    private void confirm(String id, String card) {
        expect(200, cast.pay("/%s/confirm".formatted(id), Map.of("paymentMethod", card)));
    }
}
