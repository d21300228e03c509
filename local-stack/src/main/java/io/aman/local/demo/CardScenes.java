package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cards at Stripe: routing, declines, partial captures, refunds, 3-D Secure, and an answer that is lost. */
final class CardScenes {

    private final Cast cast;
    private final StripeSide stripe;
    private String payment = "";
    private String challenged = "";
    private String uncertain = "";

    CardScenes(Cast cast) {
        this.cast = cast;
        this.stripe = new StripeSide(cast.sandbox());
    }

    void run(Steps steps) {
        steps.step("An amount that Stripe cannot write is refused, not rounded", this::tooPrecise);
        steps.step("A card number is refused wherever it stands", this::cardNumber);
        steps.step("An address to return to that nobody configured is refused", this::returnAddress);
        steps.step("A declined card leaves the payment open for another one", this::declined);
        steps.step("Another card holds 30.000 KWD", this::held);
        steps.step("10.000 of it is captured, more may follow", this::part);
        steps.step("More than what is left is refused", this::tooMuch);
        steps.step("The last capture takes 15.000 and lets the rest go", this::last);
        steps.step("A payer may not refund", this::payerMayNot);
        steps.step("Twenty refunds at once under one key give back once", this::refundOnce);
        steps.step("More than was taken is not given back", this::refundTooMuch);
        steps.step("A refund made in Stripe's dashboard is taken over", this::dashboard);
        steps.step("3-D Secure sends the payer to the bank's page", this::challenge);
        steps.step("Once it is passed there, the amount is held", this::passed);
        steps.step("A hold is let go", this::cancel);
        steps.step("An answer of Stripe's is lost: 202, the outcome is not known", this::lost);
        steps.step("It is found out by asking again: captured once", this::found);
        steps.step("Own payments are found by state and reference", this::search);
    }

    private String tooPrecise() {
        return refused(
                422,
                "AMOUNT_PRECISION",
                cast.pay("", Map.of("amountMinor", 5_124, "currency", "KWD", "provider", "stripe")));
    }

    private String cardNumber() {
        return refused(
                422,
                "CARD_NUMBER_REFUSED",
                cast.pay("", Map.of("amountMinor", 5_120, "currency", "KWD", "description", "4242-4242-4242-4242")));
    }

    private String returnAddress() {
        return refused(
                422,
                "UNKNOWN_RETURN_URL",
                cast.pay("", Map.of("amountMinor", 5_120, "currency", "KWD", "returnTo", "https://evil.example/")));
    }

    private Answer confirm(String id, String card) {
        return cast.pay("/%s/confirm".formatted(id), Map.of("paymentMethod", card));
    }

    private Answer capture(String id, Map<String, ?> body) {
        return cast.pay("/%s/capture".formatted(id), body);
    }

    private Answer refund(String id, Map<String, ?> body) {
        return cast.operate("/api/payments/%s/refunds".formatted(id), body);
    }

    private String declined() {
        payment = cast.create(30_000, "KWD", "stripe");
        var answer = expectState("FAILED", confirm(payment, "pm_card_chargeDeclinedInsufficientFunds"));
        return "FAILED: " + answer.body().path("failure").path("code").asString();
    }

    private String held() {
        expectState("AUTHORIZED", confirm(payment, "pm_card_visa"));
        return "AUTHORIZED";
    }

    private String part() {
        var answer = expectState(
                "PARTIALLY_CAPTURED", capture(payment, Map.of("amountMinor", 10_000, "finalCapture", false)));
        return "PARTIALLY_CAPTURED; captured %d, capturable %d".formatted(captured(answer), capturable(answer));
    }

    private static long captured(Answer answer) {
        return answer.body().path("capturedMinor").asLong();
    }

    private static long capturable(Answer answer) {
        return answer.body().path("capturableMinor").asLong();
    }

    private String tooMuch() {
        return refused(422, "CAPTURE_EXCEEDS_AUTHORIZATION", capture(payment, Map.of("amountMinor", 20_010)));
    }

    private String last() {
        var answer = expectState("CAPTURED", capture(payment, Map.of("amountMinor", 15_000)));
        var received =
                stripe.intentsOf(payment).getFirst().path("amount_received").asLong();
        require(captured(answer) == 25_000 && received == 25_000, answer.text() + ", Stripe received " + received);
        return "CAPTURED 25000, and Stripe received 25000";
    }

    private String payerMayNot() {
        return refused(403, "PERMISSION_MISSING", cast.pay("/%s/refunds".formatted(payment), Map.of()));
    }

    private String refundOnce() {
        var clerk = cast.admin().api().once("refund-" + cast.run());
        var path = "/api/payments/%s/refunds".formatted(payment);
        var statuses = IntStream.range(0, 20)
                .parallel()
                .map(_ -> clerk.post(path, Map.of("amountMinor", 5_000)).status())
                .filter(status -> status != 409) // in flight under this key
                .boxed()
                .distinct()
                .toList();
        var refunds = cast.payment(payment).body().path("refunds").size();
        require(refunds == 1, refunds + " refunds");
        return "answers %s or 409 while in flight; one refund".formatted(statuses);
    }

    private String refundTooMuch() {
        return refused(422, "REFUND_EXCEEDS_CAPTURED", refund(payment, Map.of("amountMinor", 20_010)));
    }

    private String dashboard() {
        var intent = stripe.intentsOf(payment).getFirst().path("id").asString();
        expect(
                200,
                cast.sandbox()
                        .post("/_sandbox/stripe/payment_intents/%s/refund".formatted(intent), Map.of("amount", 4_000)));
        var after = await(
                "the refund here, too",
                () -> Optional.of(cast.payment(payment))
                        .filter(answer -> answer.body().path("refundedMinor").asLong() == 9_000));
        return "refunded %d in %d refunds"
                .formatted(
                        after.body().path("refundedMinor").asLong(),
                        after.body().path("refunds").size());
    }

    private String challenge() {
        challenged = cast.create(12_000, "KWD", "stripe");
        var answer = expectState("REQUIRES_ACTION", confirm(challenged, "pm_card_threeDSecure2Required"));
        return answer.body().path("nextAction").path("type").asString();
    }

    private String passed() {
        var page =
                cast.payment(challenged).body().path("nextAction").path("url").asString();
        var status = Browser.submit(URI.create(page), "outcome=complete");
        await(
                "the hold",
                () -> Optional.of(cast.payment(challenged))
                        .filter(answer -> answer.field("state").equals("AUTHORIZED")));
        return "the page answered %d; AUTHORIZED".formatted(status);
    }

    private String cancel() {
        expectState("CANCELED", cast.pay("/%s/cancel".formatted(challenged), Map.of()));
        return "CANCELED";
    }

    private String lost() {
        // Before the payment: a webhook that is on its way reads Stripe as it stands once it is here.
        expect(
                200,
                cast.sandbox()
                        .post("/_sandbox/faults", Map.of("provider", "stripe", "kind", "drop-webhook", "times", 50)));
        uncertain = cast.create(7_000, "KWD", "stripe");
        expectState("AUTHORIZED", confirm(uncertain, "pm_card_visa"));
        var fault = Map.of("provider", "stripe", "kind", "timeout-after-effect", "path", "/capture", "millis", 6_000);
        expect(200, cast.sandbox().post("/_sandbox/faults", fault));
        expectState("PROCESSING", expect(202, capture(uncertain, Map.of())));
        return "202 PROCESSING";
    }

    private String found() {
        await(
                "the capture",
                () -> Optional.of(cast.payment(uncertain))
                        .filter(answer -> answer.field("state").equals("CAPTURED")));
        expect(200, cast.sandbox().delete("/_sandbox/faults"));
        var captures = stripe.intentsOf(uncertain).getFirst().path("captures").asInt();
        require(captures == 1, captures + " captures");
        return "CAPTURED; captures at Stripe: 1";
    }

    private String search() {
        var found = expect(200, cast.payer().api().get("/api/payments?state=CANCELED&reference=order-" + cast.run()))
                .body()
                .path("items");
        require(found.size() == 1 && found.path(0).path("id").asString().equals(challenged), found.toString());
        return "CANCELED: 1";
    }
}
