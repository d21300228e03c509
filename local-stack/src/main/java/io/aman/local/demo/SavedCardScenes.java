package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.require;

import java.util.Map;
import java.util.stream.Collectors;

/** Saved payment methods: kept by the provider as tokens, paid with, and forgotten. */
final class SavedCardScenes {

    private static final String METHODS = "/api/payment-methods";

    private final Cast cast;
    private String visa = "";

    SavedCardScenes(Cast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("Two cards are saved, the first as the default", this::saved);
        steps.step("The list shows brand and last digits, never a token", this::listed);
        steps.step("A payment that names no card is paid with the default", this::paidWithDefault);
        steps.step("A saved card is forgotten, here and at Stripe", this::forgotten);
    }

    private String attach(String token, boolean makeDefault) {
        var body = Map.of("provider", "stripe", "token", token, "makeDefault", makeDefault);
        return expect(201, cast.payer().api().once(Cast.randomHex(16)).post(METHODS, body))
                .field("id");
    }

    private String saved() {
        visa = attach("pm_card_visa", true);
        return visa + " and " + attach("pm_card_mastercard", false);
    }

    private String listed() {
        var list = expect(200, cast.payer().api().get(METHODS));
        require(!list.text().contains("\"pm_") && !list.text().contains("cus_"), "it shows a token: " + list.text());
        return list.body()
                .path("items")
                .valueStream()
                .map(card ->
                        card.path("brand").asString() + " " + card.path("last4").asString())
                .collect(Collectors.joining(", "));
    }

    private String paidWithDefault() {
        var payment = cast.create(9_000, "KWD", "stripe");
        expectState("AUTHORIZED", cast.pay("/%s/confirm".formatted(payment), Map.of()));
        return "AUTHORIZED";
    }

    private String forgotten() {
        var status = cast.payer().api().delete(METHODS + "/" + visa).status();
        require(status == 204, "the answer is " + status);
        var left = cast.payer().api().get(METHODS).body().path("items").size();
        require(left == 1, left + " are left");
        return "204; one is left";
    }
}
