package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.require;

import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** KNET: chosen because only it writes the amount, its page, a tampered callback, a refund, the certification pack. */
final class KnetScenes {

    private final Cast cast;
    private String payment = "";
    private String trackId = "";

    KnetScenes(Cast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("5.124 KWD goes to KNET, the only one that writes it exactly", this::routed);
        steps.step("The payer is sent to KNET's page", this::page);
        steps.step("Paid there, it is captured once an inquiry agrees", this::paid);
        steps.step("A callback that was altered on its way is refused", this::tampered);
        steps.step("KNET gives 1.124 back", this::refund);
        steps.step("KNET's certification pack has what was encrypted, and in clear", this::certification);
    }

    private String routed() {
        var answer = expect(201, cast.pay("", Map.of("amountMinor", 5_124, "currency", "KWD")));
        payment = answer.field("id");
        require(answer.field("provider").equals("knet"), answer.text());
        return "provider knet";
    }

    private String page() {
        var answer = expectState("REQUIRES_ACTION", cast.pay("/%s/confirm".formatted(payment), Map.of()));
        var url = answer.body().path("nextAction").path("url").asString();
        require(Browser.open(URI.create(url)) == 303, "the page does not open");
        return "REQUIRES_ACTION, "
                + answer.body().path("nextAction").path("type").asString();
    }

    /** The sandbox's list does not know our id: it is the one whose payer looks at the page. */
    private String opened() {
        return cast.sandbox()
                .get("/_sandbox/knet/payments")
                .elements()
                .filter(attempt -> attempt.path("status").asString().equals("pending"))
                .max(Comparator.comparingLong(
                        attempt -> attempt.path("createdAt").asLong()))
                .map(attempt -> attempt.path("trackid").asString())
                .orElseThrow(() -> new Steps.Unproven("nobody looks at KNET's page"));
    }

    private String act(String action, Map<String, ?> body) {
        return expect(200, cast.sandbox().post("/_sandbox/knet/payments/%s/%s".formatted(trackId, action), body))
                .text();
    }

    private String paid() {
        trackId = opened();
        act("pay", Map.of());
        await(
                "the capture",
                () -> Optional.of(cast.payment(payment))
                        .filter(answer -> answer.field("state").equals("CAPTURED")));
        return "CAPTURED";
    }

    private String tampered() {
        var before = cast.payment(payment).text();
        var answer = act("callback", Map.of("tamper", true));
        require(!answer.contains("REDIRECT="), "it was acknowledged: " + answer);
        require(cast.payment(payment).text().equals(before), "the payment changed");
        return "no REDIRECT=; the payment is as before";
    }

    private String refund() {
        var answer =
                expect(201, cast.operate("/api/payments/%s/refunds".formatted(payment), Map.of("amountMinor", 1_124)));
        expectState("SUCCEEDED", answer);
        expectState("PARTIALLY_REFUNDED", cast.payment(payment));
        return "SUCCEEDED; the payment is PARTIALLY_REFUNDED";
    }

    private String certification() {
        var pack = expect(200, cast.admin().api().get("/api/payments/knet/certification/%s".formatted(payment)));
        return "%d characters".formatted(pack.text().length());
    }
}
