package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.LoginEvent;
import io.aman.events.SessionEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

class ReauthenticationTest extends RunningService {

    ReauthenticationTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void whoSignedInLongAgoIsChallengedProvesItselfAndPasses() throws Exception {
        var old = signedInLongAgo(signedInAdmin());
        var refused = rotate(old);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(text(read(refused), "code")).isEqualTo("STEP_UP_REQUIRED");

        var proved = read(reauthenticate(old, ADMIN_PASSWORD));

        assertThat(rotate(proved).statusCode()).isEqualTo(200);
    }

    @Test
    void theNextRefreshKeepsWhenItWas() throws Exception {
        var old = signedInLongAgo(signedIn());

        var proved = read(reauthenticate(old, PASSWORD));

        var provedAt = authenticatedAt(proved);
        assertThat(provedAt).isAfter(authenticatedAt(old));
        assertThat(claim(proved, "sid")).isEqualTo(claim(old, "sid"));
        assertThat(authenticatedAt(read(refresh(text(proved, "refreshToken"))))).isEqualTo(provedAt);
    }

    @Test
    void itIsToldAndGivesTheAttemptBack() throws Exception {
        var signedIn = signedIn();
        var userId = text(signedIn.get("user"), "id");

        reauthenticate(signedIn, PASSWORD);
        reauthenticate(signedIn, PASSWORD);

        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", userId, SessionEvent.Reauthenticated.class))
                .hasSize(2)
                .allMatch(told -> told.by().name().equals("user:" + userId)));
        await().untilAsserted(
                        () -> assertThat(EmbeddedKafka.events("logins.v1", accountKey(), LoginEvent.Succeeded.class))
                                .hasSize(3));
    }

    @Test
    void aWrongPasswordCountsAsAtASignInAndChangesNothing() throws Exception {
        var old = signedInLongAgo(signedIn());

        var wrong = reauthenticate(old, "wrong horse battery");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(text(read(wrong), "code")).isEqualTo("INVALID_CREDENTIALS");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("logins.v1", accountKey(), LoginEvent.Failed.class))
                .extracting(LoginEvent.Failed::reason)
                .containsExactly("bad-credentials"));
        assertThat(authenticatedAt(read(refresh(text(old, "refreshToken"))))).isEqualTo(authenticatedAt(old));
    }

    @Test
    void aLockedAccountIsRefusedWithTheRightPasswordToo() {
        var signedIn = signedIn();
        SECURITY.answers(200, StubSecurityService.DENY);

        assertThat(text(read(reauthenticate(signedIn, PASSWORD)), "code")).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void anotherPersonsPasswordIsNoProof() {
        var signedIn = signedIn();

        assertThat(reauthenticate(signedIn, ADMIN_PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionThatIsOverStaysOver() {
        var signedIn = signedIn();
        post("/api/auth/logout", "", "Authorization", bearer(signedIn));

        assertThat(text(read(reauthenticate(signedIn, PASSWORD)), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
    }

    @Test
    void withoutATokenOrWithMoreThanAPasswordNothingIsChecked() {
        var questions = SECURITY.questions.size();
        var signedIn = signedIn();
        var asked = SECURITY.questions.size();
        assertThat(asked).isGreaterThan(questions);

        assertThat(post("/api/auth/reauthenticate", json(Map.of("password", PASSWORD)))
                        .statusCode())
                .isEqualTo(401);
        for (var body : new String[] {
            "{}",
            "{\"password\":{\"$ne\":null}}",
            "{\"password\":\"%s\",\"email\":\"admin@aman.local\"}".formatted(PASSWORD),
            "{\"password\":\"%s\"}".formatted("x".repeat(100_000))
        }) {
            assertThat(post("/api/auth/reauthenticate", body, "Authorization", bearer(signedIn))
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(SECURITY.questions).hasSize(asked);
    }

    @Test
    void nothingSecretIsPrinted(CapturedOutput output) {
        var proved = read(reauthenticate(signedIn(), PASSWORD));

        assertThat(output.getAll()).doesNotContain(PASSWORD).doesNotContain(text(proved, "token"));
    }

    private HttpResponse<String> reauthenticate(JsonNode signedIn, String password) {
        return post("/api/auth/reauthenticate", json(Map.of("password", password)), "Authorization", bearer(signedIn));
    }

    private HttpResponse<String> rotate(JsonNode signedIn) {
        return post("/api/admin/keys/rotate", "{\"reason\":\"once a year\"}", "Authorization", bearer(signedIn));
    }

    /** The same session, as it is after an hour. */
    private JsonNode signedInLongAgo(JsonNode signedIn) throws Exception {
        var anHourAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(claim(signedIn, "sid"))),
                Update.update("p", anHourAgo),
                "sessions");
        return read(refresh(text(signedIn, "refreshToken")));
    }

    private String accountKey() {
        return JSON.readTree(SECURITY.questions.getLast().body())
                .get("accountKey")
                .asString();
    }

    private static Instant authenticatedAt(JsonNode signedIn) throws Exception {
        return Instant.ofEpochSecond(Long.parseLong(claim(signedIn, "auth_time")));
    }
}
