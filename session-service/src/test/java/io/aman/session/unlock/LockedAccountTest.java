package io.aman.session.unlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.AccountEvent;
import io.aman.events.SuspicionEvent.SignInLocked;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.login.RunningService;
import io.aman.session.login.StubSecurityService;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** An account is locked, and its owner opens it. */
class LockedAccountTest extends RunningService {

    private static final String LINK = "http://127.0.0.1:8080/unlock#";

    private final Sealed sealed;
    private final Instant until = Instant.now().plusSeconds(1800).truncatedTo(ChronoUnit.MILLIS);

    LockedAccountTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers);
        this.sealed = sealed;
    }

    private static void answersLocked(String decision, Instant until) {
        SECURITY.answers(200, """
                {"attemptId":"att_remote","decision":"%s","lockedUntil":"%s"}""".formatted(decision, until));
    }

    private List<Document> stored() {
        return mongo.find(Query.query(Criteria.where("until").is(until)), Document.class, MongoLocks.COLLECTION);
    }

    private String userId() {
        return Objects.requireNonNull(
                        mongo.findOne(Query.query(Criteria.where("email").is(email)), Document.class, "users"))
                .getString("_id");
    }

    private List<SignInLocked> told() {
        return EmbeddedKafka.events("sessions.v1", userId(), SignInLocked.class);
    }

    private String tokenSent() {
        await().until(() -> !told().isEmpty());
        var event = told().getFirst();
        var link = sealed.open(Objects.requireNonNull(event.sealed()), event.sealingContext())
                .get(AccountEvent.LINK);
        assertThat(link).startsWith(LINK);
        return link.substring(LINK.length());
    }

    private String locked() {
        register(PASSWORD);
        answersLocked("DENY", until);
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(401);
        var token = tokenSent();
        SECURITY.answers(204, "");
        return token;
    }

    private HttpResponse<String> unlock(String token) {
        return post("/api/security/unlock", json(Map.of("token", token)));
    }

    @Test
    void theOwnerIsToldOnceForEachLockHoweverManyTryAndAtHoweverManyInstances() throws Exception {
        register(PASSWORD);
        answersLocked("DENY", until);

        AtOnce.run(8, _ -> login(email, "wrong horse battery").statusCode());
        await().until(() -> told().size() == 1);
        assertThat(told().getFirst().until()).isEqualTo(until);
        assertThat(told().getFirst().by().address()).isEqualTo("203.0.113.7");

        answersLocked("DENY", until.plusSeconds(3600));
        login(email, "wrong horse battery");
        await().until(() -> told().size() == 2);
    }

    @Test
    void theLastWrongGuessTellsTheOwnerAndARightOneDoesNot() {
        register(PASSWORD);
        answersLocked("ALLOW", until);

        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
        assertThat(stored()).isEmpty();
        login(email, "wrong horse battery");

        await().until(() -> told().size() == 1);
    }

    @Test
    void nobodyLearnsWhetherThereIsSuchAnAccount() {
        register(PASSWORD);
        answersLocked("DENY", until);

        var known = login(email, PASSWORD);
        var unknown = login("nobody-" + email, PASSWORD);

        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.body().replaceAll("\"traceId\":\"[^\"]*\"", ""))
                .isEqualTo(known.body().replaceAll("\"traceId\":\"[^\"]*\"", ""));
        await().untilAsserted(() -> assertThat(stored())
                .as("what was typed is not kept")
                .hasSize(2)
                .noneMatch(lock -> lock.containsKey("email")));
    }

    @Test
    void theLinkFreesTheAccountsCountersOnceAndMakesTheDeviceKnown() {
        var token = locked();
        SECURITY.releases.clear();

        var opened = unlock(token);

        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-aman-known=")
                .contains("HttpOnly", "Secure", "SameSite=Strict");
        assertThat(SECURITY.releases).hasSize(1);
        await().until(() -> EmbeddedKafka.events("sessions.v1", userId(), UserUnlocked.class)
                        .size()
                == 1);

        var again = unlock(token);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(text(read(again), "code")).isEqualTo("LINK_INVALID");
        assertThat(SECURITY.releases).hasSize(1);

        SECURITY.answers(200, StubSecurityService.ALLOW);
        SECURITY.questions.clear();
        var body = Map.of(
                "email", email, "password", PASSWORD, "knownDeviceToken", text(read(opened), "knownDeviceToken"));
        assertThat(post("/api/auth/login", json(body)).statusCode()).isEqualTo(200);
        assertThat(SECURITY.questions.getFirst().body()).contains("deviceKey");
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneSucceeds() throws Exception {
        var token = locked();

        var statuses = AtOnce.run(10, _ -> unlock(token).statusCode());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(9);
    }

    @Test
    void theLinkStaysGoodWhileNothingCanBeOpened() {
        var token = locked();
        SECURITY.answers(503, "{}");

        var refused = unlock(token);
        assertThat(refused.statusCode()).isEqualTo(503);

        SECURITY.answers(204, "");
        assertThat(unlock(token).statusCode()).isEqualTo(200);
    }

    @Test
    void aDisabledAccountsLinkOpensNothing() {
        var token = locked();
        mongo.updateFirst(
                Query.query(Criteria.where("email").is(email)),
                org.springframework.data.mongodb.core.query.Update.update("enabled", false),
                "users");

        assertThat(unlock(token).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":\"\"}", "{\"token\":7}", "{\"token\":\"a.b\"}", "x"})
    void whatIsNoLinkIsRefused(String body) {
        assertThat(post("/api/security/unlock", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenTurnsUpInNoLogAndInNoEvent(CapturedOutput log) {
        var token = locked();
        unlock(token);

        assertThat(log.getAll()).doesNotContain(token);
        assertThat(EmbeddedKafka.records("sessions.v1"))
                .noneMatch(message ->
                        new String(message.value(), java.nio.charset.StandardCharsets.UTF_8).contains(token));
    }

    @Test
    void whereAChallengeIsDueTheClientGetsItAndItsSolutionGoesAlong() {
        register(PASSWORD);
        SECURITY.answers(200, """
                {"attemptId":"att_remote","decision":"CHALLENGE","challenge":{"kind":"proof-of-work",\
                "algorithm":"SHA-256","challenge":"ab","maxnumber":9,"salt":"s","signature":"t"}}""");

        var asked = login(email, PASSWORD);

        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(text(read(asked), "code")).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(text(read(asked).get("challenge"), "kind")).isEqualTo("proof-of-work");
        assertThat(read(asked).get("challenge").get("maxnumber").asInt()).isEqualTo(9);

        SECURITY.answers(200, StubSecurityService.ALLOW);
        var body = Map.of("email", email, "password", PASSWORD, "challengeSolution", "the solution");
        assertThat(post("/api/auth/login", json(body)).statusCode()).isEqualTo(200);
        assertThat(SECURITY.questions.getLast().body()).contains("\"solution\":\"the solution\"");
    }
}
