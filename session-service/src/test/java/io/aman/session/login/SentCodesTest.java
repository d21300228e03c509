package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class SentCodesTest extends SecondFactorCalls {

    private static final String NUMBER = "+4915123456789";

    SentCodesTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    @Test
    void aTelephoneTakesACodeThatFinishesTheSignIn() throws Exception {
        var who = signedIn();
        withPhone(who, "+49 1512 3456001", 0);
        var first = firstStep();
        assertThat(first.get("factors").toString()).isEqualTo("[\"sms\",\"email\"]");

        var sent = done(askForCode(first, "sms"));

        assertThat(text(sent, "sentTo")).isEqualTo("+49 … 01");
        var code = sent(userId(who), 2).get("code");
        refused(finish(first, "sms", wrong(code)), 401, "FACTOR_INVALID");
        var signedIn = done(finish(first, "sms", code));
        assertThat(claim(signedIn, "amr")).isEqualTo("[pwd, sms, mfa]");
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        refused(finish(firstStep(), "sms", code), 401, "FACTOR_INVALID");
        await().untilAsserted(() -> assertThat(events(userId(who), FactorAdded.class))
                .extracting(FactorAdded::name)
                .containsExactly("+49 … 01"));
    }

    /** Case 37. */
    @Test
    void anOlderCodeDiesWhenANewOneIsSent() {
        var who = signedIn();
        withPhone(who, "+4915123456002", 0);
        var first = firstStep();
        done(askForCode(first, "sms"));
        var older = sent(userId(who), 2).get("code");
        done(askForCode(first, "sms"));
        var newer = sent(userId(who), 3).get("code");

        if (!older.equals(newer)) {
            refused(finish(first, "sms", older), 401, "FACTOR_INVALID");
        }
        done(finish(first, "sms", newer));
    }

    /** Case 37. */
    @Test
    void aCodeLivesTenMinutes() {
        var who = signedIn();
        withPhone(who, "+4915123456003", 0);
        var first = firstStep();
        var sent = done(askForCode(first, "sms"));
        var code = sent(userId(who), 2).get("code");
        assertThat(text(sent, "expiresAt")).isNotBlank();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(userId(who))),
                new Update().set("codes.0.until", Instant.EPOCH),
                "factors");

        refused(finish(first, "sms", code), 401, "FACTOR_INVALID");
    }

    /** Case 37. */
    @Test
    void fiftySendsAreTenAndThenRefusedUntilTomorrow() {
        var who = signedIn();
        withPhone(who, "+4915123456004", 0);
        var first = firstStep();
        for (var i = 0; i < 9; i++) {
            done(askForCode(first, "sms"));
        }
        for (var i = 0; i < 40; i++) {
            var refused = askForCode(first, "sms");
            refused(refused, 429, "TOO_MANY_CODES");
            assertThat(Long.parseLong(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isPositive();
        }
        assertThat(sent(userId(who), 10)).containsKey("code");
        assertThat(events(userId(who), CodeRequested.class)).hasSize(10);
    }

    @Test
    void aCodeAnswersTheChallengeItWasSentForAlone() {
        var who = signedIn();
        withPhone(who, "+4915123456005", 0);
        var mine = firstStep();
        done(askForCode(mine, "sms"));
        var code = sent(userId(who), 2).get("code");

        refused(finish(firstStep(), "sms", code), 401, "FACTOR_INVALID");
        done(finish(mine, "sms", code));
    }

    @Test
    void theAddressOfTheAccountIsForRecoveryAndProvesNoSecondFactor() throws Exception {
        var who = signedIn();
        enrolled(who);
        var first = firstStep();
        var sent = done(askForCode(first, "email"));
        assertThat(sent.has("sentTo")).isFalse();
        var message = sent(userId(who), 1);
        assertThat(message).doesNotContainKey("to");

        var signedIn = done(finish(first, "email", message.get("code")));

        assertThat(claim(signedIn, "acr")).isEqualTo("aal1");
        assertThat(claim(signedIn, "amr")).isEqualTo("[pwd, otp]");
        refused(call("POST", "/api/mfa/backup-codes", signedIn, ""), 401, "STEP_UP_REQUIRED");
        refused(call("POST", "/api/mfa/step-up", signedIn, Map.of("channel", "email")), 400, "INVALID_REQUEST");
        refused(stepUp(signedIn, "email", "000000", null), 400, "INVALID_REQUEST");
    }

    @Test
    void aCodeStepsUp() throws Exception {
        var who = signedIn();
        withPhone(who, "+4915123456006", 0);
        var old = done(refresh(text(who, "refreshToken")));
        refused(call("DELETE", "/api/mfa/sms", old, ""), 401, "STEP_UP_REQUIRED");
        var sent = done(call("POST", "/api/mfa/step-up", old, Map.of("channel", "sms")));
        var code = sent(userId(who), 2).get("code");

        refused(stepUp(old, "sms", code, null), 401, "FACTOR_INVALID");
        var proved = done(stepUp(old, "sms", code, text(sent, "challengeId")));

        assertThat(claim(proved, "amr")).isEqualTo("[pwd, sms, mfa]");
        assertThat(call("DELETE", "/api/mfa/sms", proved, "").statusCode()).isEqualTo(204);
        assertThat(done(login(email, PASSWORD)).has("mfaRequired")).isFalse();
    }

    @Test
    void aNumberThatIsNotConfirmedCountsForNothing() {
        var who = signedIn();
        done(call("POST", "/api/mfa/sms", who, Map.of("number", NUMBER)));
        var code = sent(userId(who), 1).get("code");
        assertThat(login(email, PASSWORD).body()).doesNotContain("mfaRequired");
        for (var i = 0; i < 5; i++) {
            refused(call("POST", "/api/mfa/sms/confirm", who, Map.of("code", wrong(code))), 401, "FACTOR_INVALID");
        }

        refused(call("POST", "/api/mfa/sms/confirm", who, Map.of("code", code)), 401, "FACTOR_INVALID");
    }

    @Test
    void anAccountWithoutATelephoneGetsNoMessage() {
        var who = signedIn();
        enrolled(who);

        refused(askForCode(firstStep(), "sms"), 400, "INVALID_REQUEST");
        refused(askForCode(firstStep(), "pigeon"), 400, "INVALID_REQUEST");
        assertThat(call("POST", "/api/mfa/sms", who, Map.of("number", "+499001234567"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(events(userId(who), CodeRequested.class)).isEmpty();
    }

    @Test
    void neitherCodeNorNumberIsPrintedStoredOrToldPlain(CapturedOutput output) {
        var who = signedIn();
        var number = "+4915123456007";
        withPhone(who, number, 0);
        done(askForCode(firstStep(), "sms"));
        var code = sent(userId(who), 2).get("code");

        var stored = mongo.findById(userId(who), Document.class, "factors").toJson();
        var told = events(userId(who), CodeRequested.class).toString();
        assertThat(output.getAll()).doesNotContain(number).doesNotContain("\"" + code);
        assertThat(stored).doesNotContain(number).doesNotContain("\"" + code + "\"");
        assertThat(told).doesNotContain(number).doesNotContain("=" + code);
    }
}
