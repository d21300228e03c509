package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class ResetPasswordTest extends PasswordScenes {

    ResetPasswordTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }

    /** 38. */
    @Test
    void noHeaderOfTheRequestIsInTheLink() {
        register(PASSWORD);
        var userId = userId();
        forgot(email, "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example", "Origin", "http://evil");
        await().untilAsserted(() -> assertThat(linksSent(userId)).hasSize(1));
        assertThat(linkOf(linksSent(userId).getFirst())).matches(LINK);
    }

    /** 39. */
    @Test
    void aLinkIsGoodOnceAndVoidedByANewerOneAChangeAndItsTime() {
        var signedIn = signedIn();
        var used = token();
        assertThat(reset(used, CHOSEN).statusCode()).isEqualTo(204);
        invalid(reset(used, OTHER));

        var older = token();
        var newer = token();
        invalid(reset(older, OTHER));

        assertThat(change(read(login(email, CHOSEN)), CHOSEN, OTHER).statusCode())
                .isEqualTo(204);
        invalid(reset(newer, CHOSEN));

        var late = token();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(userId())),
                Update.update("expiresAt", Instant.now()),
                MongoResetLinks.COLLECTION);
        invalid(reset(late, CHOSEN));
        invalid(reset("A".repeat(43), CHOSEN));
        invalid(reset(text(signedIn, "refreshToken"), CHOSEN));
        assertThat(login(email, OTHER).statusCode()).isEqualTo(200);
    }

    /** 39. */
    @Test
    void aLinkToAnAddressThatIsNoLongerTheOwnersIsVoid() {
        register(PASSWORD);
        var token = token();
        set("email", "moved." + email);

        invalid(reset(token, CHOSEN));

        assertThat(login("moved." + email, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** 40. */
    @Test
    void aResetSignsNobodyInEndsAllSessionsAndALockout() {
        var signedIn = signedIn();
        var lifted = SECURITY.releases.size();

        var answer = reset(token(), CHOSEN);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(SECURITY.releases).hasSize(lifted + 1);
        assertThat(login(email, CHOSEN).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedPasswordLeavesTheLinkGood() {
        register(PASSWORD);
        var token = token();
        assertThat(reasons(reset(token, "Password1234"))).contains("common");
        assertThat(reasons(reset(token, PASSWORD))).containsExactly("used-before");
        assertThat(reset(token, CHOSEN).statusCode()).isEqualTo(204);
    }

    @Test
    void ofTwoWhoUseOneLinkAtOnceOneSucceeds() throws Exception {
        register(PASSWORD);
        var token = token();

        var answers = AtOnce.run(
                4, n -> reset(token, "giraffe %d on a night train".formatted(n)).statusCode());

        assertThat(answers).containsOnlyOnce(204).contains(400);
        assertThat(login(email, "giraffe %d on a night train".formatted(answers.indexOf(204)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void ofAChangeAndAResetAtOnceOneSucceeds() throws Exception {
        var signedIn = signedIn();
        var token = token();

        var answers =
                AtOnce.run(2, n -> (n == 0 ? change(signedIn, PASSWORD, CHOSEN) : reset(token, OTHER)).statusCode());

        assertThat(answers).containsOnlyOnce(204);
        assertThat(login(email, answers.getFirst() == 204 ? CHOSEN : OTHER).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodysMailboxIsFilled() {
        register(PASSWORD);
        for (var n = 0; n < 5; n++) {
            link();
        }
        for (var n = 0; n < 3; n++) {
            assertThat(forgot(email).statusCode()).isEqualTo(202);
        }
        await().until(() -> mongo.count(new Query(), MongoResetRequests.COLLECTION) == 0);
        assertThat(mongo.findById(userId(), Document.class, MongoResetLinks.COLLECTION)
                        .getList("askedAt", Object.class))
                .hasSize(5);
    }

    @Test
    void nothingSecretIsInALogAnEventOrTheDatabase(CapturedOutput output) {
        var signedIn = signedIn();
        var token = token();
        assertThat(reset(token, CHOSEN).statusCode()).isEqualTo(204);
        change(read(login(email, CHOSEN)), CHOSEN, OTHER);
        var userId = text(signedIn.get("user"), "id");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", userId, PasswordChanged.class))
                .hasSize(2));

        var told = new StringBuilder(output.getAll());
        EmbeddedKafka.records("sessions.v1", userId)
                .forEach(message -> told.append(new String(message.value(), StandardCharsets.UTF_8)));
        for (var collection : List.of("users", "people", "passwordResets", "passwordChanges")) {
            mongo.findAll(Document.class, collection).forEach(document -> told.append(document.toJson()));
        }
        assertThat(told).doesNotContain(token, CHOSEN, OTHER, "reset-password#");
    }
}
