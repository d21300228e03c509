package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccountEvent;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.LoginEvent;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;

/** Sign-ins in two steps. */
class SecondFactorsTest extends SecondFactorCalls {

    SecondFactorsTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    @Test
    void anAuthenticatorCountsOnceItIsConfirmedAndSignsInInTwoSteps() throws Exception {
        var who = signedIn();
        var added = done(call("POST", "/api/mfa/totp", who, Map.of("name", "my phone")));
        assertThat(text(added, "uri")).startsWith("otpauth://totp/Aman:").contains("secret=" + text(added, "secret"));
        assertThat(text(added, "qrSvg")).startsWith("<svg ");
        assertThat(login(email, PASSWORD).body()).doesNotContain("mfaRequired");

        var confirm = Map.of("id", text(added, "id"), "code", wrong(code(added)));
        refused(call("POST", "/api/mfa/totp/confirm", who, confirm), 401, "FACTOR_INVALID");
        var code = code(added);
        done(call("POST", "/api/mfa/totp/confirm", who, Map.of("id", text(added, "id"), "code", code)));
        refused(finish(firstStep(), "totp", code), 401, "FACTOR_INVALID"); // it was used to confirm
        halfAMinutePasses(userId(who));

        var first = firstStep();
        assertThat(first.get("factors").toString()).isEqualTo("[\"totp\",\"email\"]");
        var signedIn = done(finish(first, "totp", code(added)));
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        assertThat(claim(signedIn, "amr")).isEqualTo("[pwd, otp, mfa]");
        var mine = done(call("GET", "/api/mfa", signedIn, ""));
        assertThat(text(mine.get("authenticators").get(0), "name")).isEqualTo("my phone");
        assertThat(mine.toString()).doesNotContain(text(added, "secret"));
        assertThat(claim(done(refresh(text(signedIn, "refreshToken"))), "acr")).isEqualTo("aal2");
        await().untilAsserted(() -> assertThat(events(userId(who), FactorAdded.class))
                .extracting(FactorAdded::kind)
                .containsExactly("totp"));
    }

    @Test
    void theTokenBetweenTheStepsOpensNothingElse() {
        enrolled(signedIn());
        var between = text(firstStep(), "mfaToken");

        assertThat(post("/api/auth/logout", "", "Authorization", "Bearer " + between)
                        .statusCode())
                .isEqualTo(401);
        assertThat(refresh(between).statusCode()).isEqualTo(401);
    }

    @Test
    void anAccessTokenIsNoneBetweenTheSteps() {
        var who = signedIn();
        var added = enrolled(who);
        var body = Map.of("mfaToken", text(who, "token"), "factor", "totp", "code", code(added));

        refused(post("/api/auth/login/mfa", json(body)), 401, "CHALLENGE_OVER");
    }

    /** Case 30. */
    @Test
    void theSameCodeCountsOnceAlsoInParallel() throws Exception {
        var added = enrolled(signedIn());
        var steps = List.of(firstStep(), firstStep(), firstStep(), firstStep());
        var code = code(added);

        var answers = AtOnce.run(4, n -> finish(steps.get(n), "totp", code).statusCode());

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
        refused(finish(firstStep(), "totp", code), 401, "FACTOR_INVALID");
    }

    /** Case 31; the thousand codes are in FactorCheckTest. */
    @Test
    void aChallengeDiesAtFiveAndTheAccountIsHeldAtTen() {
        var who = signedIn();
        var added = enrolled(who);
        var wrong = wrong(code(added));
        var first = firstStep();
        for (var i = 0; i < 5; i++) {
            refused(finish(first, "totp", wrong), 401, "FACTOR_INVALID");
        }
        refused(finish(first, "totp", code(added)), 401, "CHALLENGE_OVER");
        var second = firstStep();
        for (var i = 0; i < 5; i++) {
            refused(finish(second, "backup-codes", "00000-00000"), 401, "FACTOR_INVALID");
        }
        var held = finish(firstStep(), "totp", code(added));
        refused(held, 429, "TOO_MANY_TRIES");
        assertThat(Integer.parseInt(held.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(600, 900);
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("logins.v1", accountKey(), LoginEvent.Failed.class))
                .hasSize(10)
                .allMatch(failed -> failed.reason().equals("bad-factor")));
    }

    /** Case 32. */
    @Test
    void anotherPersonsCodeAndOneOfAnUnconfirmedSeedAreNone() {
        var who = signedIn();
        enrolled(who);
        var unconfirmed = done(call("POST", "/api/mfa/totp", who, Map.of("name", "not yet")));
        var theirs = done(call("POST", "/api/mfa/totp", signedInAdmin(), Map.of("name", "somebody else's")));

        refused(finish(firstStep(), "totp", code(unconfirmed)), 401, "FACTOR_INVALID");
        refused(finish(firstStep(), "totp", code(theirs)), 401, "FACTOR_INVALID");
        var confirm = Map.of("id", text(theirs, "id"), "code", code(theirs));
        refused(call("POST", "/api/mfa/totp/confirm", who, confirm), 404, "FACTOR_NOT_FOUND");
    }

    /** Case 40. */
    @Test
    void aNewPasswordByALinkLeavesTheFactorAskedFor() {
        var who = signedIn();
        enrolled(who);
        assertThat(post("/api/auth/password/forgot", json(Map.of("email", email)))
                        .statusCode())
                .isEqualTo(202);
        await().until(() -> !events(userId(who), PasswordResetRequested.class).isEmpty());
        var told = events(userId(who), PasswordResetRequested.class).getFirst();
        var link = sealed.open(Objects.requireNonNull(told.sealed()), told.sealingContext())
                .get(AccountEvent.LINK);
        var token = link.substring(link.indexOf('#') + 1);
        var chosen = "violet giraffe on a night train";

        var reset = post("/api/auth/password/reset", json(Map.of("token", token, "password", chosen)));
        assertThat(reset.statusCode()).as(reset.body()).isEqualTo(204);
        var half = done(login(email, chosen));
        assertThat(half.get("mfaRequired").asBoolean()).isTrue();
        assertThat(half.has("token")).isFalse();
    }

    @Test
    void thereAreNoMoreThanThreeAuthenticators() {
        var who = signedIn();
        for (var i = 0; i < 3; i++) {
            var added = done(call("POST", "/api/mfa/totp", who, Map.of("name", "phone " + i)));
            done(call("POST", "/api/mfa/totp/confirm", who, Map.of("id", text(added, "id"), "code", code(added))));
        }

        refused(call("POST", "/api/mfa/totp", who, Map.of("name", "a fourth")), 409, "TOO_MANY_FACTORS");
    }

    @Test
    void anotherPersonsAuthenticatorIsNotThere() {
        var who = signedIn();
        var theirs = enrolled(who);

        var admin = signedInAdmin();
        refused(call("DELETE", "/api/mfa/totp/" + text(theirs, "id"), admin, ""), 404, "FACTOR_NOT_FOUND");
        assertThat(done(call("GET", "/api/mfa", who, "")).get("authenticators")).hasSize(1);
    }

    @Test
    void hostileRequestsAreRefusedAndCountAgainstNobody() {
        var who = signedIn();
        enrolled(who);
        var token = text(firstStep(), "mfaToken");
        for (var body : List.of(
                "{}",
                "{\"mfaToken\":{\"$ne\":null},\"factor\":\"totp\",\"code\":\"000000\"}",
                "{\"mfaToken\":\"%s\",\"factor\":{\"$gt\":\"\"},\"code\":\"000000\"}".formatted(token),
                "{\"mfaToken\":\"%s\",\"factor\":\"none\",\"code\":\"000000\"}".formatted(token),
                "{\"mfaToken\":\"%s\",\"factor\":\"totp\",\"code\":000000}".formatted(token),
                "{\"mfaToken\":\"%s\",\"factor\":\"totp\",\"code\":\"\"}".formatted(token),
                "{\"mfaToken\":\"%s\",\"factor\":\"totp\",\"code\":\"%s\"}".formatted(token, "0".repeat(20_000)),
                "{\"mfaToken\":\"%s\",\"factor\":\"totp\",\"code\":\"000000\",\"userId\":\"x\"}".formatted(token))) {
            assertThat(post("/api/auth/login/mfa", body).statusCode()).as(body).isEqualTo(400);
        }
        for (var body :
                List.of("{\"name\":\"\"}", "{\"name\":\"a\\u0000b\"}", "{\"name\":\"%s\"}".formatted("x".repeat(51)))) {
            assertThat(call("POST", "/api/mfa/totp", who, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        var stored = mongo.findById(userId(who), Document.class, "factors");
        assertThat(stored.getList("tries", Document.class)).isEmpty();
    }

    @Test
    void nothingSecretIsPrintedOrStoredPlain(CapturedOutput output) {
        var who = signedIn();
        var added = enrolled(who);
        var codes = backupCodes(who);
        var first = firstStep();
        done(finish(first, "totp", code(added)));

        assertThat(output.getAll())
                .doesNotContain(text(added, "secret"))
                .doesNotContain(text(first, "mfaToken"))
                .doesNotContain(codes);
        assertThat(mongo.findById(userId(who), Document.class, "factors").toJson())
                .doesNotContain(text(added, "secret"));
    }

    private String accountKey() {
        return JSON.readTree(SECURITY.questions.getLast().body())
                .get("accountKey")
                .asString();
    }
}
