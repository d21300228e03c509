package io.aman.local.demo;

import static io.aman.local.demo.SessionCast.items;
import static io.aman.local.demo.SessionCast.refusedSoon;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What comes to the door and is not let in. */
final class DoorScenes {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final int TOO_MANY_BYTES = 2 * 1024 * 1024;

    private final Api gateway;
    private final Person person;

    DoorScenes(SessionCast cast) {
        this.gateway = cast.gateway();
        this.person = cast.laptop();
    }

    void run(Steps steps) {
        steps.step("Without a token nothing is let in, and the refusal says which request it was", this::noToken);
        steps.step("A token that nobody signed is refused", this::unsigned);
        steps.step("A person signs in", this::signIn);
        steps.step("The request's id and trace are taken over and given back", this::ids);
        steps.step("Who claims another address keeps their own", this::spoofedAddress);
        steps.step("A path that two servers could read differently is refused", this::crookedPath);
        steps.step("A body that is too large is refused, announced or not", this::tooLarge);
        steps.step("Pages of other origins are told no", this::foreignOrigin);
        steps.step("A forged webhook passes the door and stops at its signature", this::forgedWebhook);
        steps.step("What a person may not do is refused", this::notPermitted);
        steps.step("After signing out the same token is refused within a second", this::revoked);
    }

    private String noToken() {
        var answer = gateway.get("/api/payments");
        var how = refused(401, "SESSION_INVALID", answer);
        var id = answer.header("X-Request-Id");
        require(!id.isEmpty() && !answer.field("traceId").isEmpty(), answer.text());
        return "%s, X-Request-Id %s".formatted(how, id);
    }

    private String unsigned() {
        var header = "{\"alg\":\"none\",\"typ\":\"at+jwt\"}";
        var claims = "{\"sub\":\"usr_1\",\"permissions\":[\"ALL\"],\"exp\":4102444800}";
        var token = base64(header) + "." + base64(claims) + ".";
        return refused(401, "SESSION_INVALID", gateway.signedIn(token).get("/api/payments"));
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String signIn() {
        expect(202, person.register("Maryam", "en"));
        return expect(200, person.signIn()).body().path("user").path("id").asString();
    }

    private String ids() {
        var answer = expect(
                200,
                person.api()
                        .with("X-Request-Id", "order-4711")
                        .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .get("/api/sessions"));
        require(
                answer.header("X-Request-Id").equals("order-4711"),
                answer.headers().toString());
        require(answer.header("traceparent").contains(TRACE), answer.headers().toString());
        return "X-Request-Id order-4711, traceparent " + answer.header("traceparent");
    }

    private String spoofedAddress() {
        var spoofing = person.through(
                gateway.with("X-Forwarded-For", "198.51.100.7").with("X-Client-Address", "198.51.100.8"));
        expect(200, spoofing.signIn());
        var current = items(spoofing.api().get("/api/sessions"));
        require(!current.toString().contains("198.51.100."), current.toString());
        return "no session from 198.51.100.7 or .8";
    }

    private String crookedPath() {
        var dots = refused(400, "MALFORMED_PATH", gateway.get("/api/auth/%2e%2e/admin/users"));
        var slashes = refused(400, "MALFORMED_PATH", gateway.get("/api/payments;a=b"));
        return "%s, %s".formatted(dots, slashes);
    }

    private String tooLarge() {
        var announced = refused(
                413, "CONTENT_TOO_LARGE", person.api().post("/api/payments", Map.of("a", "x".repeat(TOO_MANY_BYTES))));
        var streamed = refused(413, "CONTENT_TOO_LARGE", person.api().postUnannounced("/api/payments", TOO_MANY_BYTES));
        return "announced: %s, streamed: %s".formatted(announced, streamed);
    }

    private String foreignOrigin() {
        return refused(403, "ORIGIN_NOT_ALLOWED", gateway.preflight("/api/auth/login", "https://evil.example"));
    }

    private String forgedWebhook() {
        var forged = gateway.with("Stripe-Signature", "t=1,v1=00").post("/api/payments/webhook/stripe", Map.of());
        require(forged.status() == 400, forged.text());
        return "400 " + forged.field("code");
    }

    private String notPermitted() {
        return refused(403, "PERMISSION_MISSING", person.api().get("/api/admin/users"));
    }

    private String revoked() {
        var copy = person.copy();
        expect(204, person.api().post("/api/auth/logout"));
        return refusedSoon(copy, "SESSION_REVOKED");
    }
}
