package io.aman.local.demo;

import static io.aman.local.demo.SessionCast.items;
import static io.aman.local.demo.SessionCast.refusedSoon;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a person does with sessions of their own, on a laptop and a phone. */
final class DeviceScenes {

    private final SessionCast cast;
    private final Person laptop;
    private final Person phone;
    private String phoneSession = "";

    DeviceScenes(SessionCast cast) {
        this.cast = cast;
        this.laptop = cast.laptop();
        this.phone = cast.phone();
    }

    void run(Steps steps) {
        steps.step("A person registers and signs in on a laptop and on a phone", this::signIn);
        steps.step("A wrong password and an unknown address get one and the same answer", this::indistinguishable);
        steps.step("Both sessions are listed, with what is known of their devices", this::list);
        steps.step("The statistics count sign-ins and devices", this::statistics);
        steps.step("A session that is refreshed goes on under a new token", this::refresh);
        steps.step("Another person's session is not there", this::foreign);
        steps.step("The laptop ends the phone's session", this::endPhone);
        steps.step("The phone is refused at the gateway, and its refresh token too", this::phoneRefused);
        steps.step("Everywhere but here: the laptop goes on, the phone does not", this::endOthers);
        steps.step("A session is extended, and never beyond 72 hours", this::extend);
        steps.step("Whoever proves the password once more has fresh tokens", this::reauthenticate);
        steps.step("A copied refresh token ends the session for both who hold it", this::copied);
        steps.step("The owner is told of the copy by mail, in Arabic", this::toldOfCopy);
        steps.step("Signing out everywhere ends this device as well", this::everywhere);
    }

    private String signIn() {
        expect(202, laptop.register("مريم", "ar"));
        expect(200, laptop.signIn());
        expect(200, phone.signIn());
        return laptop.email() + ", twice";
    }

    private String indistinguishable() {
        var wrong = new Person(cast.gateway(), laptop.email(), "not the password").signIn();
        var unknown = new Person(cast.gateway(), "nobody-" + cast.run() + "@example.com", "not the password").signIn();
        require(
                wrong.status() == 401 && withoutTrace(wrong.body()).equals(withoutTrace(unknown.body())),
                wrong.text() + " and " + unknown.text());
        return "401 " + wrong.field("code");
    }

    /** The id of the trace is each request's own. */
    private static Map<String, String> withoutTrace(JsonNode problem) {
        return problem.propertyStream()
                .filter(field -> !field.getKey().equals("traceId"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().toString()));
    }

    private String list() {
        var sessions = items(laptop.api().get("/api/sessions"));
        require(sessions.size() == 2, sessions.toString());
        var current = one(sessions, true);
        var other = one(sessions, false);
        require(current.path("device").asString().equals("DESKTOP"), current.toString());
        require(other.path("device").asString().equals("MOBILE"), other.toString());
        phoneSession = other.path("id").asString();
        return "%s on %s (this one), %s on %s"
                .formatted(
                        current.path("browser").asString(), current.path("os").asString(),
                        other.path("browser").asString(), other.path("os").asString());
    }

    private static JsonNode one(JsonNode sessions, boolean current) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .filter(session -> session.path("current").asBoolean() == current)
                .findFirst()
                .orElseThrow(() -> new Steps.Unproven("none with current=%s: %s".formatted(current, sessions)));
    }

    private String statistics() {
        var statistics = expect(200, laptop.api().get("/api/sessions/stats")).body();
        require(statistics.path("logins").asInt() == 2, statistics.toString());
        require(statistics.path("devices").size() == 2, statistics.toString());
        return "%d sign-ins, %d devices in %d days"
                .formatted(
                        statistics.path("logins").asInt(),
                        statistics.path("devices").size(),
                        statistics.path("days").asInt());
    }

    private String refresh() {
        expect(200, phone.refreshed());
        expect(200, phone.api().get("/api/sessions"));
        return "200, and the new token is accepted";
    }

    private String foreign() {
        expect(202, cast.stranger().register("Omar", "en"));
        expect(200, cast.stranger().signIn());
        var known = cast.stranger().api().delete("/api/sessions/" + phoneSession);
        expect(200, phone.api().get("/api/sessions"));
        return refused(404, "SESSION_NOT_FOUND", known) + ", and it goes on";
    }

    private String endPhone() {
        expect(204, laptop.api().delete("/api/sessions/" + phoneSession));
        return "204";
    }

    private String phoneRefused() {
        var gateway = refusedSoon(phone, "SESSION_REVOKED");
        return gateway + "; refresh: " + refused(401, "SESSION_REVOKED", phone.refresh());
    }

    private String endOthers() {
        expect(200, phone.signIn());
        expect(204, laptop.api().post("/api/sessions/terminate-all"));
        var phoneIs = refusedSoon(phone, "SESSION_REVOKED");
        require(items(laptop.api().get("/api/sessions")).size() == 1, "the laptop is not alone");
        return "phone: " + phoneIs + "; laptop: 200, alone";
    }

    private String extend() {
        var before = one(items(laptop.api().get("/api/sessions")), true);
        var begun = Instant.parse(before.path("createdAt").asString());
        var answer = expect(200, laptop.api().post("/api/sessions/extend", Map.of("hours", 72)));
        var ends = Instant.parse(answer.field("expiresAt"));
        var length = Duration.between(begun, ends);
        require(length.compareTo(Duration.ofHours(72)) <= 0 && length.compareTo(Duration.ofHours(71)) > 0, "" + length);
        expect(400, laptop.api().post("/api/sessions/extend", Map.of("hours", 1000)));
        return "ends %d hours after its beginning; 1000 hours: 400".formatted(length.toHours());
    }

    private String reauthenticate() {
        var before = one(items(laptop.api().get("/api/sessions")), true)
                .path("authenticatedAt")
                .asString();
        expect(200, laptop.reauthenticate());
        var after = one(items(laptop.api().get("/api/sessions")), true)
                .path("authenticatedAt")
                .asString();
        require(Instant.parse(after).isAfter(Instant.parse(before)), after);
        return "proved at " + after;
    }

    private String copied() {
        expect(200, phone.signIn());
        var thief = phone.copy();
        expect(200, phone.refreshed());
        expect(200, phone.refreshed());
        var late = refused(401, "SESSION_REVOKED", thief.refresh());
        return late + "; the owner: " + refusedSoon(phone, "SESSION_REVOKED");
    }

    private String toldOfCopy() {
        return cast.mail(laptop, "أُنهيت إحدى جلساتك").path("subject").asString();
    }

    private String everywhere() {
        expect(200, phone.signIn());
        expect(204, laptop.api().post("/api/sessions/force-logout"));
        return "laptop: %s, phone: %s"
                .formatted(refusedSoon(laptop, "SESSION_REVOKED"), refusedSoon(phone, "SESSION_REVOKED"));
    }
}
