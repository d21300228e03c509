package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The second step of a sign-in, by each factor that needs no browser. */
final class FactorScenes {

    private static final JsonMapper JSON = new JsonMapper();

    private final FactorCast cast;
    private final Member laptop;
    private TotpApp app = new TotpApp("");
    private JsonNode backupCodes = JSON.createArrayNode();

    FactorScenes(FactorCast cast) {
        this.cast = cast;
        this.laptop = cast.laptop();
    }

    void run(Steps steps) {
        steps.step("An authenticator is enrolled, and counts once a code has confirmed it", this::enrol);
        steps.step("Signing in takes two steps, and the token between them opens nothing", this::twoSteps);
        steps.step("The same code counts no second time", this::sameCode);
        steps.step("Ten backup codes are shown once, and each counts once", this::backupCode);
        steps.step("A telephone is added by a code that was sent to it", this::addTelephone);
        steps.step("A code by SMS finishes a sign-in", this::codeBySms);
        steps.step("A device that is remembered is not asked again, and its session says so", this::remember);
        steps.step("Ending other sessions asks for the factor (RFC 9470), and goes on with it", this::stepUp);
    }

    private String enrol() {
        var begun = expect(200, laptop.api().post("/api/mfa/totp", Map.of("name", "My telephone")));
        require(begun.field("uri").startsWith("otpauth://totp/"), "no otpauth URI");
        require(Base64.getDecoder().decode(begun.field("qrPng")).length > 100, "no picture");
        app = new TotpApp(begun.field("secret"));
        var early = expect(200, laptop.on(cast.gateway()).signIn());
        require(early.field("mfaToken").isEmpty(), "it counts unconfirmed");
        var confirmed =
                laptop.api().post("/api/mfa/totp/confirm", Map.of("id", begun.field("id"), "code", app.previous()));
        expect(200, confirmed);
        return "confirmed as " + confirmed.field("name");
    }

    private String twoSteps() {
        var first = expect(200, laptop.signIn());
        require(first.body().path("mfaRequired").asBoolean(false), first.text());
        var between = cast.gateway().signedIn(first.field("mfaToken")).get("/api/sessions");
        require(between.status() == 401, "the token between the steps opens something");
        expect(200, laptop.finish(first, "totp", app.next(), false));
        expect(200, laptop.api().get("/api/sessions"));
        return "%s, then acr %s, amr %s".formatted(first.body().path("factors"), claim("acr"), claim("amr"));
    }

    private String sameCode() {
        var other = laptop.on(cast.gateway());
        var answer = other.finish(expect(200, other.signIn()), "totp", app.again(), false);
        require(answer.status() == 401, answer.text());
        return "401 " + answer.field("code");
    }

    private String backupCode() {
        backupCodes =
                expect(200, laptop.api().post("/api/mfa/backup-codes")).body().path("codes");
        require(backupCodes.size() == 10, backupCodes.size() + " codes");
        var code = backupCodes.path(0).asString();
        var other = laptop.on(cast.gateway());
        expect(200, other.finish(expect(200, other.signIn()), "backup-codes", code.toLowerCase(Locale.ROOT), false));
        var again = other.finish(expect(200, other.signIn()), "backup-codes", code, false);
        require(again.status() == 401, again.text());
        var left = expect(200, laptop.api().get("/api/mfa"))
                .body()
                .path("backupCodesLeft")
                .asInt();
        require(left == 9, left + " left");
        return "again: 401 %s; left: %d".formatted(again.field("code"), left);
    }

    private String addTelephone() {
        var before = cast.messagesSoFar();
        var asked = laptop.api().post("/api/mfa/sms", Map.of("number", cast.number()));
        require(asked.status() < 300, asked.text());
        var confirmed = laptop.api().post("/api/mfa/sms/confirm", Map.of("code", cast.codeBySms(before)));
        require(confirmed.status() < 300, confirmed.text());
        return expect(200, laptop.api().get("/api/mfa"))
                .body()
                .path("phone")
                .path("number")
                .asString();
    }

    private String codeBySms() {
        var other = laptop.on(cast.gateway());
        var first = expect(200, other.signIn());
        var before = cast.messagesSoFar();
        var asked = cast.gateway()
                .post("/api/mfa/challenge", Map.of("mfaToken", first.field("mfaToken"), "channel", "sms"));
        require(asked.status() < 300, asked.text());
        expect(200, other.finish(first, "sms", cast.codeBySms(before), false));
        return "sent by SMS alone, and accepted";
    }

    private String remember() {
        var first = expect(200, laptop.signIn());
        // a code of the authenticator would be the third within its half minute
        expect(200, laptop.finish(first, "backup-codes", backupCodes.path(1).asString(), true));
        var second = expect(200, laptop.signIn());
        require(second.field("mfaToken").isEmpty(), "asked again");
        require(claim("acr").contains("aal1"), "acr " + claim("acr"));
        var devices = expect(200, laptop.api().get("/api/devices")).body().path("items");
        require(devices.size() == 1, devices.toString());
        return "acr %s; listed as %s".formatted(claim("acr"), devices.path(0).path("name"));
    }

    private String stepUp() {
        var refused = laptop.api().post("/api/sessions/terminate-all");
        require(refused.status() == 401, refused.text());
        var challenge = refused.header("WWW-Authenticate");
        require(challenge.contains("insufficient_user_authentication"), challenge);
        expect(200, laptop.reauthenticate(Map.of("factor", "totp", "code", app.next())));
        expect(204, laptop.api().post("/api/sessions/terminate-all"));
        return "%s; then acr %s".formatted(challenge, claim("acr"));
    }

    private String claim(String name) {
        var payload = laptop.token().split("\\.", 3)[1];
        return JSON.readTree(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .path(name)
                .toString();
    }

    /** Whether an answer names that kind among the second factors. */
    static boolean names(Answer mfa, String kind) {
        return StreamSupport.stream(mfa.body().path("kinds").spliterator(), false)
                .anyMatch(one -> one.asString().equals(kind));
    }
}
