package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Which passwords are taken, and how one gets another one. */
final class PasswordScenes {

    private static final String RESET_SUBJECT = "اختر كلمة مرور جديدة";

    private final FactorCast cast;
    private final Member laptop;

    PasswordScenes(FactorCast cast) {
        this.cast = cast;
        this.laptop = cast.laptop();
    }

    void run(Steps steps) {
        steps.step("A weak password is refused, with reasons in Arabic", this::weak);
        steps.step("One that is known from breaches is refused", this::breached);
        steps.step("A good one is taken, and the person signs in", this::register);
        steps.step("A change needs the old password", this::change);
        steps.step("Who forgot theirs gets the same answer as nobody at all", this::forgot);
        steps.step("The link of the mail sets another one, once, and ends all sessions", this::reset);
    }

    private String weak() {
        var refused = cast.gateway()
                .with("Accept-Language", "ar")
                .post(
                        "/api/auth/register",
                        Map.of("email", laptop.email(), "password", "qwertyuiop12", "name", "ليلى", "language", "ar"));
        return refused(422, "PASSWORD_REFUSED", refused) + ": " + reasons(refused, "text");
    }

    private String breached() {
        var refused = laptop.register("correct horse battery staple", "ليلى", "ar");
        return refused(422, "PASSWORD_REFUSED", refused) + ": " + reasons(refused, "code");
    }

    private static String reasons(Answer refused, String field) {
        var reasons = StreamSupport.stream(refused.body().path("reasons").spliterator(), false)
                .map(reason -> reason.path(field).asString())
                .collect(Collectors.joining(", "));
        require(!reasons.isEmpty(), refused.text());
        return reasons;
    }

    private String register() {
        expect(202, laptop.register(laptop.password(), "ليلى", "ar"));
        expect(200, laptop.signIn());
        return laptop.email();
    }

    private String change() {
        var chosen = "eleven windmills " + Cast.randomHex(8);
        var wrong = laptop.api()
                .post("/api/auth/password/change", Map.of("current", "not the password", "password", chosen));
        var answer = laptop.api()
                .post("/api/auth/password/change", Map.of("current", laptop.password(), "password", chosen));
        require(answer.status() < 300, answer.text());
        laptop.nowHas(chosen);
        expect(200, laptop.signIn());
        return "with a wrong one: %s; with it: %d"
                .formatted(refused(401, "INVALID_CREDENTIALS", wrong), answer.status());
    }

    private String forgot() {
        var known = cast.gateway().post("/api/auth/password/forgot", Map.of("email", laptop.email()));
        var unknown = cast.gateway()
                .post("/api/auth/password/forgot", Map.of("email", "nobody-" + cast.run() + "@example.com"));
        expect(202, known);
        require(known.status() == unknown.status() && known.text().equals(unknown.text()), unknown.text());
        return "202, twice";
    }

    private String reset() {
        var token = FactorCast.resetToken(cast.mail(RESET_SUBJECT));
        var chosen = "thirteen harbours " + Cast.randomHex(8);
        var answer = cast.gateway().post("/api/auth/password/reset", Map.of("token", token, "password", chosen));
        require(answer.status() < 300, answer.text());
        var again = cast.gateway().post("/api/auth/password/reset", Map.of("token", token, "password", chosen));
        var before = refused(401, "SESSION_REVOKED", laptop.refresh());
        laptop.nowHas(chosen);
        expect(200, laptop.signIn());
        return "the link again: %s; the session of before: %s"
                .formatted(refused(400, "RESET_LINK_INVALID", again), before);
    }
}
