package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Webhooks to somebody else's server: signed, given up when they are not wanted any more, and sent again when asked. */
final class ReceiverScenes {

    private static final String ENDPOINTS = "/api/webhooks/endpoints";

    private final NotificationCast cast;
    private final String box;
    private String endpoint = "";
    private String refusedId = "";

    ReceiverScenes(NotificationCast cast) {
        this.cast = cast;
        this.box = "box-" + cast.run();
    }

    void run(Steps steps) {
        steps.step("An endpoint is made, and told its secret this once", this::made);
        steps.step("A payment's event is sent there, and its signature is good", this::received);
        steps.step("It answers 410 Gone, and is left alone from then on", this::gone);
        steps.step("Enabled again and asked to, it gets what it missed under the same id", this::replayed);
    }

    private String made() {
        var wish = Map.of(
                "url", cast.sandboxUri().resolve("/receiver/" + box).toString(),
                "types", List.of("payment.captured.v1"),
                "scope", "ALL");
        var created = expect(201, cast.admin().api().post(ENDPOINTS, wish));
        endpoint = created.field("id");
        var secret = created.field("secret");
        require(secret.startsWith("whsec_"), "no secret");
        tellBox(Map.of("secrets", List.of(secret)));
        require(state().field("secret").isEmpty(), "the secret is told again");
        return endpoint;
    }

    private Api.Answer state() {
        return expect(200, cast.admin().api().get("%s/%s".formatted(ENDPOINTS, endpoint)));
    }

    private void tellBox(Map<String, ?> how) {
        expect(204, cast.sandbox().put("/_sandbox/receiver/" + box, how));
    }

    private JsonNode inBox(String payment, int status) {
        return await(
                "a webhook about " + payment,
                () -> cast.sandbox()
                        .get("/_sandbox/receiver/" + box)
                        .elements()
                        .filter(row -> row.path("body").asString().contains(payment)
                                && row.path("status").asInt() == status)
                        .findFirst());
    }

    private String received() {
        var row = inBox(cast.reader().pay(cast.reference("told")), 204);
        require(row.path("verified").asBoolean(), "its signature is not good: " + row);
        return "%s, signature good".formatted(row.path("id").asString());
    }

    private String gone() {
        tellBox(Map.of("status", 410, "times", 1));
        var row = inBox(cast.reader().pay(cast.reference("untold")), 410);
        refusedId = row.path("id").asString();
        var disabled = await(
                "the endpoint disabled",
                () -> Optional.of(state())
                        .filter(answer -> !answer.body().path("enabled").asBoolean()));
        return "disabled: " + disabled.field("disabledBecause");
    }

    private String replayed() {
        expect(200, cast.admin().api().post("%s/%s/enable".formatted(ENDPOINTS, endpoint)));
        var replay = "%s/%s/messages/%s/replay".formatted(ENDPOINTS, endpoint, refusedId);
        expect(202, cast.admin().api().post(replay));
        var again = await(
                "the message again",
                () -> cast.sandbox()
                        .get("/_sandbox/receiver/" + box)
                        .elements()
                        .filter(row -> row.path("id").asString().equals(refusedId)
                                && row.path("status").asInt() == 204)
                        .findFirst());
        require(again.path("verified").asBoolean(), "its signature is not good: " + again);
        expect(204, cast.admin().api().delete("%s/%s".formatted(ENDPOINTS, endpoint)));
        return refusedId + ", signature good";
    }
}
