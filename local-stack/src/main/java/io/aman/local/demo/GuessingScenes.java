package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Guessing from many addresses and at many accounts, and what an administrator does with alerts, networks and detectors. */
final class GuessingScenes {

    private static final String HOME = "89.160.20.112";
    private static final String SPRAYING = "spraying";
    private static final int GUESSES = 12;

    private final SecurityCast cast;
    private final Clock clock = Clock.systemUTC();
    private String userId = "";
    private String alert = "";
    private String rule = "";

    GuessingScenes(SecurityCast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("The owner signs in at home", this::atHome);
        steps.step("Guesses from many addresses: held back looks like wrong, the right password too", this::guesses);
        steps.step("The owner is told that somebody tried", this::toldOfGuesses);
        steps.step("One alert, however many guesses, and whom it is about", this::alerted);
        steps.step("An administrator acknowledges it, gives it to somebody and closes it with a reason", this::closed);
        steps.step("What is closed is closed", this::closedOnce);
        steps.step("The administrator lets the account in again, and the owner gets in", this::released);
        steps.step("A network is blocked for an hour, and refused like a wrong password", this::blocked);
        steps.step("The rule is lifted, and the owner gets in from there", this::lifted);
        steps.step("One address fails at many accounts: a graver alert", this::sprayed);
        steps.step("The operators have it by mail", this::operatorsTold);
        steps.step("A network is allowed with a reason: an office may have typing errors", this::allowed);
    }

    private String atHome() {
        var owner = cast.owner(HOME);
        expect(202, owner.register("Noura", "en"));
        userId = expect(200, owner.signIn()).body().path("user").path("id").asString();
        expect(200, cast.admin().signIn());
        cast.moment(userId, "the sign-in on the timeline", moment -> is(moment, "outcome", "SUCCEEDED"));
        return userId;
    }

    private String guesses() {
        var answers = IntStream.range(0, GUESSES)
                .mapToObj(n -> cast.stranger(cast.freshAddress(n), cast.email(), "guess number " + n)
                        .signIn())
                .map(GuessingScenes::looks)
                .collect(Collectors.toSet());
        var right = looks(cast.stranger(cast.freshAddress(GUESSES), cast.email(), cast.password())
                .signIn());
        require(right.startsWith("4") && answers.contains(right), answers + ", and " + right);
        return "%d guesses: %s; the right password: %s".formatted(GUESSES, answers, right);
    }

    /** All that tells one refusal from another. */
    private static String looks(Answer answer) {
        return "%d %s %s".formatted(answer.status(), answer.field("code"), answer.field("detail"));
    }

    private String toldOfGuesses() {
        return cast.mail(cast.email(), "Somebody tried to sign in")
                .path("subject")
                .asString();
    }

    private String alerted() {
        var found = cast.alert("a brute-force alert", about("brute-force", "userId", userId));
        alert = found.path("id").asString();
        var all = SecurityCast.items(cast.admin().api().get("/api/security/alerts?limit=100"))
                .filter(about("brute-force", "userId", userId))
                .toList();
        require(all.size() == 1, all.toString());
        return "%s, %s: %s"
                .formatted(
                        alert,
                        found.path("severity").asString(),
                        found.path("detail").asString());
    }

    private String closed() {
        var api = cast.admin().api();
        var path = "/api/security/alerts/" + alert;
        Steps.expectState("ACKNOWLEDGED", expect(200, api.post(path + "/acknowledge")));
        expect(200, api.post(path + "/assign", Map.of("assignee", "usr_duty")));
        var closed = expect(
                200, api.post(path + "/close", Map.of("reason", "HANDLED", "note", "guessed, ticket " + cast.run())));
        var done = closed.body()
                .path("audit")
                .valueStream()
                .map(entry -> entry.path("what").asString())
                .collect(Collectors.joining(", "));
        Steps.expectState("CLOSED", closed);
        return done;
    }

    private String closedOnce() {
        return refused(
                409,
                "ALERT_NOT_OPEN",
                cast.admin()
                        .api()
                        .post("/api/security/alerts/%s/close".formatted(alert), Map.of("reason", "DUPLICATE")));
    }

    private String released() {
        var why = Map.of("reason", "called, ticket " + cast.run());
        expect(204, cast.admin().api().post("/api/admin/users/%s/unlock".formatted(userId), why));
        expect(200, cast.owner(HOME).signIn());
        return "204, 200";
    }

    private String blocked() {
        var put = cast.admin()
                .api()
                .post("/api/security/addresses", rule("BLOCKED", cast.freshAddress(99), Duration.ofHours(1)));
        rule = expect(200, put).field("id");
        return Steps.await("the rule", () -> {
            var answer = cast.owner(cast.freshAddress(99)).signIn();
            return answer.status() == 401
                    ? Optional.of(looks(answer) + ", until " + put.field("expiresAt"))
                    : Optional.empty();
        });
    }

    private String lifted() {
        expect(204, cast.admin().api().delete("/api/security/addresses/" + rule));
        return Steps.await("getting in", () -> {
            var answer = cast.owner(cast.freshAddress(99)).signIn();
            return answer.status() == 200 ? Optional.of("200") : Optional.empty();
        });
    }

    private String sprayed() {
        var address = cast.freshAddress(200);
        IntStream.range(0, GUESSES)
                .forEach(n -> cast.stranger(address, "person%d-%s@example.com".formatted(n, cast.run()), "Summer2026!")
                        .signIn());
        var network = cast.freshNetwork(200);
        var found = cast.alert(
                "a spraying alert",
                one -> is(one, "kind", SPRAYING)
                        && one.path("address").asString("").startsWith(network));
        return "%s from %s: %s"
                .formatted(
                        found.path("severity").asString(),
                        found.path("address").asString(),
                        found.path("detail").asString());
    }

    private String operatorsTold() {
        var mail = cast.mail(cast.operator(), cast.freshNetwork(200));
        return mail.path("subject").asString();
    }

    private String allowed() {
        var office = cast.freshNetwork(255) + "::/64";
        var put = expect(
                200, cast.admin().api().post("/api/security/addresses", rule("ALLOWED", office, Duration.ofDays(30))));
        var rules = SecurityCast.items(cast.admin().api().get("/api/security/addresses?limit=100"))
                .map(one -> one.path("id").asString())
                .collect(Collectors.toSet());
        require(rules.contains(put.field("id")) && !rules.contains(rule), rules.toString());
        return "%s by %s".formatted(put.field("network"), put.field("by"));
    }

    private Map<String, Object> rule(String effect, String network, Duration length) {
        return Map.of(
                "effect",
                effect,
                "network",
                network,
                "reason",
                "demo " + cast.run(),
                "expiresAt",
                clock.instant().plus(length).toString());
    }

    private static Predicate<JsonNode> about(String kind, String field, String value) {
        return alert -> is(alert, "kind", kind) && is(alert, field, value);
    }

    private static boolean is(JsonNode node, String field, String value) {
        return node.path(field).asString("").equals(value);
    }
}
