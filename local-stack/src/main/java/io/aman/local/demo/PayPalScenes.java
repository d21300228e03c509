package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** PayPal: the payer agrees there, and what was held is captured in parts and given back. */
final class PayPalScenes {

    private final Cast cast;
    private String payment = "";

    PayPalScenes(Cast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("PayPal takes no dinars: refused, not converted", this::noDinars);
        steps.step("A payment of 80.00 EUR sends the payer to PayPal", this::sent);
        steps.step("Once the payer has agreed there, the amount is held", this::agreed);
        steps.step("30.00 is captured, then the rest of what is wanted", this::captured);
        steps.step("12.50 is given back at PayPal", this::refund);
        steps.step("PayPal's books and ours are equal", this::books);
    }

    private String noDinars() {
        return refused(
                422,
                "UNSUPPORTED_CURRENCY",
                cast.pay("", Map.of("amountMinor", 5_000, "currency", "KWD", "provider", "paypal")));
    }

    private String sent() {
        payment = cast.create(8_000, "EUR", "paypal");
        var answer = expectState("REQUIRES_ACTION", cast.pay("/%s/confirm".formatted(payment), Map.of()));
        return "REQUIRES_ACTION, "
                + answer.body().path("nextAction").path("type").asString();
    }

    private JsonNode atPayPal() {
        return cast.sandbox()
                .get("/_sandbox/paypal/ledger")
                .elements()
                .filter(order -> order.path("custom_id").asString("").equals(payment))
                .findFirst()
                .orElseThrow(() -> new Steps.Unproven("PayPal knows no order for " + payment));
    }

    private String agreed() {
        var order = atPayPal().path("order").asString();
        expect(200, cast.sandbox().post("/_sandbox/paypal/orders/%s/approve".formatted(order), Map.of()));
        await(
                "the hold",
                () -> Optional.of(cast.payment(payment))
                        .filter(answer -> answer.field("state").equals("AUTHORIZED")));
        return "AUTHORIZED";
    }

    private String captured() {
        var capture = "/%s/capture".formatted(payment);
        expectState("PARTIALLY_CAPTURED", cast.pay(capture, Map.of("amountMinor", 3_000, "finalCapture", false)));
        var answer = expectState("CAPTURED", cast.pay(capture, Map.of("amountMinor", 4_500)));
        var taken = answer.body().path("capturedMinor").asLong();
        require(taken == 7_500, answer.text());
        return "CAPTURED %d in %d captures"
                .formatted(taken, answer.body().path("captures").size());
    }

    private String refund() {
        var answer =
                expect(201, cast.operate("/api/payments/%s/refunds".formatted(payment), Map.of("amountMinor", 1_250)));
        return expectState("SUCCEEDED", answer).field("state");
    }

    private String books() {
        var there = atPayPal();
        var here = cast.payment(payment).body();
        var captured = there.path("captured").asLong();
        var refunded = there.path("refunded").asLong();
        require(
                captured == here.path("capturedMinor").asLong()
                        && refunded == here.path("refundedMinor").asLong(),
                there + " and " + here);
        return "captured %d, refunded %d".formatted(captured, refunded);
    }
}
