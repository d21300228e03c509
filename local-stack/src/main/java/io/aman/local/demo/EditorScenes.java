package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What operators and editors look at. */
final class EditorScenes {

    private static final String TEMPLATE = "/api/notifications/templates/payment-receipt";

    private final NotificationCast cast;

    EditorScenes(NotificationCast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("An operator sees what was sent how often, and how the providers do", this::operator);
        steps.step("An editor looks at a message as Arabic readers get it, with what an SMS costs", this::preview);
    }

    private String operator() {
        var counts = SessionCast.items(cast.admin().api().get("/api/notifications/deliveries/counts"));
        require(
                counts.valueStream().anyMatch(one -> one.path("type").asString().equals("payment-receipt")),
                counts.toString());
        var providers = SessionCast.items(cast.admin().api().get("/api/notifications/deliveries/providers"));
        refused(403, "PERMISSION_MISSING", cast.reader().api().get("/api/notifications/deliveries"));
        return providers
                .valueStream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.path("channel").asString(),
                                one.path("name").asString(),
                                one.path("breaker").asString()))
                .collect(Collectors.joining(", "));
    }

    private String preview() {
        var previews = expect(200, cast.admin().api().get(TEMPLATE + "/preview?version=0&sample=hostile"));
        var html = part(previews, "html").path("text").asString();
        require(html.contains("dir=\"rtl\"") && !html.contains("<script"), "not from right to left, or not escaped");
        var sms = part(previews, "sms");
        require(sms.path("alphabet").asString().equals("UCS-2"), sms.toString());
        return "%s: %d units, %d segments"
                .formatted(
                        sms.path("alphabet").asString(),
                        sms.path("units").asInt(),
                        sms.path("segments").asInt());
    }

    private static JsonNode part(Api.Answer previews, String part) {
        return previews.elements()
                .filter(one -> one.path("language").asString().equals("ar")
                        && one.path("part").asString().equals(part))
                .findFirst()
                .orElseThrow(() -> new Steps.Unproven("no " + part + " in Arabic"));
    }
}
