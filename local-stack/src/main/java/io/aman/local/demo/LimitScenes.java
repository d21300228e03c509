package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much a person may ask for, and who says so. */
final class LimitScenes {

    private static final int PER_MINUTE = 12;
    private static final int DAILY = 15;
    private static final int PLENTY = 100_000;

    private final Person person;
    private final Person admin;
    private final String role;

    LimitScenes(SessionCast cast) {
        this.person = cast.stranger();
        this.admin = cast.admin();
        this.role = "SLOW_" + cast.run().toUpperCase(Locale.ROOT);
    }

    void run(Steps steps) {
        steps.step("A role says how much its people may ask for", this::giveRole);
        steps.step("A person sees where they stand", this::quota);
        steps.step("The minute's last request is answered, the next is refused with the time to wait", this::limit);
        steps.step("Another token of the same person is no way round", this::anotherToken);
        steps.step("An administrator raises the limit, and it counts without a restart", this::raiseLimit);
        steps.step("The day's last request is answered, the next is refused", this::exhaust);
        steps.step("An administrator raises the quota, and the person goes on", this::raiseQuota);
        steps.step("Who may do everything is held to a limit as well", this::administratorToo);
    }

    private String giveRole() {
        expect(202, person.register("Omar", "ar"));
        var userId = expect(200, person.signIn()).body().path("user").path("id").asString();
        expect(200, admin.signIn());
        define(PER_MINUTE, DAILY);
        expect(
                200,
                admin.api()
                        .put(
                                "/api/admin/users/%s/roles".formatted(userId),
                                Map.of("roles", new String[] {"USER", role}, "reason", "ticket 4712")));
        expect(200, person.signIn());
        return "%s: %d a minute, %d a day".formatted(role, PER_MINUTE, DAILY);
    }

    private void define(int perMinute, int daily) {
        var limits = Map.of("perSecond", perMinute, "perMinute", perMinute, "daily", daily);
        expect(
                200,
                admin.api()
                        .put(
                                "/api/admin/roles/" + role,
                                Map.of("permissions", new String[] {}, "limits", limits, "reason", "ticket 4712")));
        expect(200, admin.refreshed());
    }

    private Answer ask() {
        return person.api().get("/api/sessions");
    }

    private String quota() {
        var answer = expect(200, person.api().get("/api/quota"));
        require(answer.text().contains("\"limit\":" + DAILY), answer.text());
        return answer.text();
    }

    private String limit() {
        var answered = 0;
        var answer = ask();
        while (answer.status() == 200 && answered < PLENTY) {
            answered++;
            answer = ask();
        }
        var how = refused(429, "RATE_LIMITED", answer);
        require(answered < PER_MINUTE, answered + " were answered, beside one for the quota");
        require(!answer.header("Retry-After").isEmpty(), answer.headers().toString());
        return "%d answered, then %s, Retry-After %s, RateLimit %s"
                .formatted(answered, how, answer.header("Retry-After"), answer.header("RateLimit"));
    }

    private String anotherToken() {
        var before = person.copy();
        expect(200, person.signIn());
        return "new session: %s, old one: %s"
                .formatted(
                        refused(429, "RATE_LIMITED", ask()),
                        refused(429, "RATE_LIMITED", before.api().get("/api/sessions")));
    }

    private String raiseLimit() {
        define(PLENTY, DAILY);
        expect(200, await("a token with the new limit", () -> Optional.of(person.refreshed())));
        return "RateLimit-Policy " + expect(200, ask()).header("RateLimit-Policy");
    }

    private String exhaust() {
        var answer = ask();
        for (var more = 0; answer.status() == 200 && more < 2 * DAILY; more++) {
            answer = ask();
        }
        var how = refused(429, "QUOTA_EXCEEDED", answer);
        var standing = expect(200, person.api().get("/api/quota"));
        require(standing.text().contains("\"remaining\":0"), standing.text());
        return "%s, Retry-After %s".formatted(how, answer.header("Retry-After"));
    }

    private String raiseQuota() {
        define(PLENTY, PLENTY);
        expect(200, await("a token with the new quota", () -> Optional.of(person.refreshed())));
        expect(200, ask());
        return expect(200, person.api().get("/api/quota")).text();
    }

    private String administratorToo() {
        var policy = expect(200, admin.api().get("/api/sessions")).header("RateLimit-Policy");
        require(!policy.isEmpty(), "no RateLimit-Policy");
        return policy;
    }
}
