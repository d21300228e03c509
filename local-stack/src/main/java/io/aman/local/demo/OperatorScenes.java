package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What operators see and may do: health, figures, the verifiable trail, disputes, replays, daily totals. */
final class OperatorScenes {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Cast cast;
    private final StripeSide stripe;
    private String payment = "";
    private String dispute = "";

    OperatorScenes(Cast cast) {
        this.cast = cast;
        this.stripe = new StripeSide(cast.sandbox());
    }

    void run(Steps steps) {
        steps.step("The health shows each provider's breaker and the outbox", this::health);
        steps.step("The figures show success rates and the providers' latencies", this::figures);
        steps.step("A payer disputes a payment at Stripe", this::disputed);
        steps.step("The dispute is won; the payment's state was never touched", this::won);
        steps.step("The trail of that payment verifies, entry by entry", this::verified);
        steps.step("The trail is exported as CSV", this::exported);
        steps.step("No outcome is unknown any more", this::inbox);
        steps.step("Stored webhooks run against today's code without a difference", this::replayed);
        steps.step("The day's totals are compared with the providers' own", this::day);
        steps.step("A payer may see none of this", this::forbidden);
    }

    private Answer ask(String path) {
        return expect(200, cast.admin().api().get("/api/payments" + path));
    }

    private String health() {
        var answer = ask("/health");
        var providers = answer.body().path("providers");
        require(providers.size() == 3, answer.text());
        return "%s; %d providers".formatted(answer.field("status"), providers.size());
    }

    private String figures() {
        var figures = await(
                "figures of all three providers",
                () -> Optional.of(ask("/metrics?window=1h"))
                        .filter(answer -> answer.body().path("byProvider").size() == 3));
        return "%d providers, latencies of %d operations"
                .formatted(
                        figures.body().path("byProvider").size(),
                        figures.body().path("calls").size());
    }

    private String disputed() {
        payment = cast.create(40_000, "KWD", "stripe");
        cast.pay("/%s/confirm".formatted(payment), Map.of("paymentMethod", "pm_card_visa"));
        expectState("CAPTURED", cast.pay("/%s/capture".formatted(payment), Map.of()));
        var intent = stripe.intentsOf(payment).getFirst().path("id").asString();
        var opened = expect(
                200, cast.sandbox().post("/_sandbox/stripe/payment_intents/%s/dispute".formatted(intent), Map.of()));
        dispute = opened.field("id");
        return awaitDispute("OPEN");
    }

    private String awaitDispute(String status) {
        var answer = await(
                "the dispute",
                () -> Optional.of(cast.payment(payment))
                        .filter(seen -> seen.field("dispute").equals(status)));
        return "dispute %s, payment %s".formatted(status, answer.field("state"));
    }

    private String won() {
        expect(
                200,
                cast.sandbox().post("/_sandbox/stripe/disputes/%s/close".formatted(dispute), Map.of("outcome", "won")));
        return awaitDispute("WON");
    }

    private String verified() {
        var answer = ask("/audit/%s/verification".formatted(payment));
        require(answer.body().path("valid").asBoolean(), answer.text());
        return "valid, %d entries".formatted(answer.body().path("entries").asInt());
    }

    private String exported() {
        var csv = ask("/audit/%s/export?format=csv".formatted(payment));
        return "%d lines".formatted(csv.text().lines().count());
    }

    private String inbox() {
        await(
                "an empty inbox",
                () -> Optional.of(ask("/unknown-outcomes"))
                        .filter(answer -> answer.body().path("items").isEmpty()));
        return "0 unknown";
    }

    private String replayed() {
        var from =
                LocalDate.now(CLOCK).minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = from.plusSeconds(3 * 86_400L);
        var begun = expect(
                202,
                cast.operate("/api/payments/webhooks/replays", Map.of("from", from.toString(), "to", to.toString())));
        var done = await(
                "the end of the replay",
                () -> Optional.of(ask("/webhooks/replays/" + begun.field("id")))
                        .filter(answer -> answer.body().has("finishedAt")));
        require(
                done.body().path("differing").asLong() == 0
                        && done.body().path("failed").asLong() == 0,
                done.text());
        return "dry: read %d, same %d, differing 0"
                .formatted(
                        done.body().path("read").asLong(),
                        done.body().path("same").asLong());
    }

    private String day() {
        var today = LocalDate.now(CLOCK);
        expect(202, cast.operate("/api/payments/reconciliation/days/" + today, Map.of()));
        var compared = await(
                "the comparison",
                () -> Optional.of(cast.admin().api().get("/api/payments/reconciliation/days/" + today))
                        .filter(answer -> answer.body().path("day").has("comparedAt")));
        return "totals of %d currencies at providers"
                .formatted(compared.body().path("day").path("totals").size());
    }

    private String forbidden() {
        return refused(403, "PERMISSION_MISSING", cast.payer().api().get("/api/payments/unknown-outcomes"));
    }
}
