package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.FactorEvent.BackupCodesRenewed;
import io.aman.events.FactorEvent.FactorRemoved;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** What a session alone may not do: it takes the factor once more. */
class StepUpTest extends SecondFactorCalls {

    StepUpTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    private static String challenge(HttpResponse<String> refused) {
        return refused.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    /** Case 34. */
    @Test
    void aStolenSessionNeitherRenewsBackupCodesNorRemovesAFactor() throws Exception {
        var who = signedIn();
        var added = enrolled(who);
        var old = backupCodes(who);
        var stolen = done(refresh(text(who, "refreshToken"))); // a password alone stands behind it
        var remove = "/api/mfa/totp/" + text(added, "id");

        for (var refused : List.of(
                call("POST", "/api/mfa/backup-codes", stolen, ""),
                call("DELETE", remove, stolen, ""),
                call("POST", "/api/mfa/totp", stolen, Map.of("name", "mine now")),
                call("POST", "/api/mfa/sms", stolen, Map.of("number", "+4915123456789")),
                call("DELETE", "/api/mfa/sms", stolen, ""),
                call("POST", "/api/sessions/terminate-all", stolen, ""),
                call("POST", "/api/auth/reauthenticate", stolen, Map.of("password", PASSWORD)))) {
            refused(refused, 401, "STEP_UP_REQUIRED");
            assertThat(challenge(refused))
                    .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=300");
        }

        var proved = done(stepUp(stolen, "totp", code(added), null));
        assertThat(claim(proved, "acr")).isEqualTo("aal2");
        assertThat(claim(proved, "sid")).isEqualTo(claim(who, "sid"));
        var renewed = backupCodes(proved);
        assertThat(renewed).doesNotContainAnyElementsOf(old);
        assertThat(call("DELETE", remove, proved, "").statusCode()).isEqualTo(204);
        assertThat(done(login(email, PASSWORD)).has("mfaRequired")).isFalse();
        assertThat(done(call("GET", "/api/mfa", proved, ""))
                        .get("backupCodesLeft")
                        .asInt())
                .as("they stand in for nothing")
                .isZero();
        await().untilAsserted(() -> {
            assertThat(events(userId(who), BackupCodesRenewed.class)).hasSize(2);
            assertThat(events(userId(who), FactorRemoved.class))
                    .extracting(FactorRemoved::name)
                    .containsExactly("my phone");
        });
    }

    @Test
    void aStepUpIsOverAfterFiveMinutes() throws Exception {
        var who = signedIn();
        var added = enrolled(who);
        var signedIn = done(finish(firstStep(), "totp", code(added)));

        refused(call("POST", "/api/mfa/backup-codes", anHourPasses(signedIn), ""), 401, "STEP_UP_REQUIRED");
    }

    @Test
    void endingOtherSessionsTakesAFreshSignInAlsoWithoutAFactor() throws Exception {
        var who = signedIn();
        var other = read(login(email, PASSWORD));
        var old = anHourPasses(who);

        refused(call("POST", "/api/sessions/terminate-all", old, ""), 401, "STEP_UP_REQUIRED");
        refused(call("POST", "/api/sessions/force-logout", old, ""), 401, "STEP_UP_REQUIRED");
        refused(call("DELETE", "/api/sessions/" + claim(other, "sid"), old, ""), 401, "STEP_UP_REQUIRED");
        assertThat(refresh(text(other, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(call("DELETE", "/api/sessions/" + claim(who, "sid"), old, "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoeverEndsAllSessionsEndsASignInBetweenItsSteps() {
        var who = signedIn();
        var added = enrolled(who);
        var first = firstStep();

        assertThat(call("POST", "/api/sessions/force-logout", who, "").statusCode())
                .isEqualTo(204);

        refused(finish(first, "totp", code(added)), 401, "CHALLENGE_OVER");
        assertThat(finish(firstStep(), "totp", code(added)).statusCode()).isEqualTo(200);
    }
}
