package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.Map;

/** What the owner is told, what an administrator can do about a lost factor, and how an account is taken back. */
final class OwnerScenes {

    private static final String ADDED = "أُضيف عامل تحقق ثانٍ إلى حسابك";
    private static final String RESET_BY_ADMIN = "أزال أحد المسؤولين عوامل التحقق الثانية لحسابك";
    private static final String NEW_PASSWORD = "اختر كلمة مرور جديدة";
    private static final String SECURED = "أُمّن حسابك";

    private final FactorCast cast;
    private final Member laptop;

    OwnerScenes(FactorCast cast) {
        this.cast = cast;
        this.laptop = cast.laptop();
    }

    void run(Steps steps) {
        steps.step("The owner was told of the new factor by mail, in Arabic, from right to left", this::told);
        steps.step("No secret stands in the inbox", this::inbox);
        steps.step(
                "An administrator sees who has which factors, and removes one person's with a reason", this::removed);
        steps.step("The owner is told that, with the reason", this::toldOfRemoval);
        steps.step("\"This was not me\" ends all sessions, without a sign-in", this::notMe);
        steps.step("The link counts once, and a used one looks like one that never was", this::notMeOnce);
        steps.step("A link to choose a new password has come, and works", this::takenBack);
    }

    private String told() {
        var mail = cast.mail(ADDED);
        var html = mail.path("html").asString();
        require(html.contains("dir=\"rtl\"") && html.contains("<bdi>"), "not isolated from right to left");
        FactorCast.token(mail, "/not-me");
        return mail.path("subject").asString();
    }

    private String inbox() {
        var inbox = expect(200, laptop.api().get("/api/notifications?limit=100"));
        require(inbox.body().path("items").size() > 4, inbox.text());
        require(!inbox.text().contains("/not-me") && !inbox.text().contains("#"), "a link stands in the inbox");
        return inbox.body().path("items").size() + " entries";
    }

    private String removed() {
        expect(200, cast.admin().signIn());
        var found = SessionCast.items(cast.admin().api().get("/api/admin/users?q=" + laptop.email()));
        var userId = found.path(0).path("id").asString();
        var all = expect(200, cast.admin().api().get("/api/admin/users/factors?limit=100"));
        require(all.body().path("items").size() > 0, all.text());
        var reason = Map.of("reason", "lost telephone, ticket 4711");
        expect(204, cast.admin().api().delete("/api/admin/users/%s/factors".formatted(userId), reason));
        var signedIn = expect(200, laptop.signIn());
        require(signedIn.field("mfaToken").isEmpty(), "a factor is still asked for");
        require(!FactorScenes.names(expect(200, laptop.api().get("/api/mfa")), "totp"), "the authenticator is there");
        return "204; signing in takes one step";
    }

    private String toldOfRemoval() {
        var mail = cast.mail(RESET_BY_ADMIN);
        require(mail.path("text").asString().contains("ticket 4711"), "without the reason");
        return mail.path("subject").asString();
    }

    private String notMe() {
        var before = cast.mailsSoFar(NEW_PASSWORD);
        var token = FactorCast.token(cast.mail(RESET_BY_ADMIN), "/not-me");
        expect(204, cast.gateway().post("/api/auth/not-me", Map.of("token", token)));
        var ended = refused(401, "SESSION_REVOKED", laptop.refresh());
        cast.mail(SECURED);
        cast.mailSince(NEW_PASSWORD, before);
        return "204; the session: " + ended;
    }

    private String notMeOnce() {
        var token = FactorCast.token(cast.mail(RESET_BY_ADMIN), "/not-me");
        var used = cast.gateway().post("/api/auth/not-me", Map.of("token", token));
        var unknown = cast.gateway().post("/api/auth/not-me", Map.of("token", "never-was"));
        require(used.status() == unknown.status(), unknown.text());
        return refused(400, "LINK_INVALID", used) + ", twice";
    }

    private String takenBack() {
        var token = FactorCast.resetToken(cast.mail(NEW_PASSWORD));
        var chosen = "nineteen orchards " + Cast.randomHex(8);
        var answer = cast.gateway().post("/api/auth/password/reset", Map.of("token", token, "password", chosen));
        require(answer.status() < 300, answer.text());
        laptop.nowHas(chosen);
        expect(200, laptop.signIn());
        return "signed in with a new password";
    }
}
