package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.FactorEvent.BackupCodeUsed;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.AtOnce;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** Codes for whoever has lost the other factor. */
class BackupCodesTest extends SecondFactorCalls {

    BackupCodesTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    /** Case 33. */
    @Test
    void aBackupCodeCountsOnceHoweverItIsTyped() throws Exception {
        var who = signedIn();
        enrolled(who);
        var codes = backupCodes(who);
        var typed = " " + codes.getFirst().toUpperCase(Locale.ROOT).replace("-", " ") + " ";

        var signedIn = done(finish(firstStep(), "backup-codes", typed));
        assertThat(signedIn.get("backupCodesLeft").asInt()).isEqualTo(9);
        assertThat(claim(signedIn, "acr")).isEqualTo("aal2");
        refused(finish(firstStep(), "backup-codes", codes.getFirst()), 401, "FACTOR_INVALID");

        var steps = List.of(firstStep(), firstStep(), firstStep(), firstStep());
        var answers = AtOnce.run(
                4, n -> finish(steps.get(n), "backup-codes", codes.get(1)).statusCode());
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
        assertThat(done(call("GET", "/api/mfa", signedIn, ""))
                        .get("backupCodesLeft")
                        .asInt())
                .isEqualTo(8);
        await().untilAsserted(() -> assertThat(events(userId(who), BackupCodeUsed.class))
                .extracting(BackupCodeUsed::left)
                .containsExactly(9, 8));
        var stored = mongo.findById(userId(who), Document.class, "factors").toJson();
        assertThat(codes).noneMatch(code -> stored.contains(code) || stored.contains(code.replace("-", "")));
    }

    @Test
    void aFinishedSignInIsNotFinishedAgain() {
        var who = signedIn();
        var added = enrolled(who);
        var codes = backupCodes(who);
        var first = firstStep();
        done(finish(first, "totp", code(added)));

        refused(finish(first, "backup-codes", codes.getFirst()), 401, "CHALLENGE_OVER");
        assertThat(done(call("GET", "/api/mfa", who, "")).get("backupCodesLeft").asInt())
                .isEqualTo(10);
    }

    @Test
    void backupCodesAloneAreNotToBeHad() {
        refused(call("POST", "/api/mfa/backup-codes", signedIn(), ""), 409, "NO_FACTOR");
    }
}
