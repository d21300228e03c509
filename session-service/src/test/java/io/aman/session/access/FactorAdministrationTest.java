package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccessEvent.RecoveryCancelled;
import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.FactorEvent.FactorsReset;
import io.aman.events.RecoveryEvent.RecoveryCompleted;
import io.aman.events.RecoveryEvent.RecoveryRequested;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.passkey.SoftwareAuthenticator;
import io.aman.session.session.People;
import io.aman.session.token.AccessTokens;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

class FactorAdministrationTest extends AdminCalls {

    private final People people;
    private final Sealed sealed;

    FactorAdministrationTest(
            MongoOperations mongo,
            AccessTokenVerifier verifier,
            CircuitBreakerRegistry breakers,
            AccessTokens tokens,
            People people,
            Sealed sealed) {
        super(mongo, verifier, breakers, tokens);
        this.people = people;
        this.sealed = sealed;
    }

    /** Others rely on there being one. */
    @AfterEach
    void oneAdministratorIsLeft() {
        mongo.updateMulti(
                Query.query(Criteria.where("email")
                        .ne("admin@aman.local")
                        .and("roles")
                        .is("ADMIN")),
                new Update().pull("roles", "ADMIN"),
                "users");
    }

    @Test
    void theFirstAdministratorIsAskedForAFactorAndListedUntilThereIsOne() {
        var first = signedInAdmin();

        assertThat(Instant.parse(text(first, "enrolFactorBefore")))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(14)));
        assertThat(lacking()).contains("admin@aman.local");
        var person = signedIn();
        assertThat(person.path("enrolFactorBefore").isNull() || !person.has("enrolFactorBefore"))
                .isTrue();
        assertThat(lacking()).doesNotContain(email);
    }

    @Test
    void whoNeedsAFactorIsListedUntilTheyHaveOne() {
        var person = person();
        done(changeRoles(admin(), person, "USER", "ADMIN"));
        assertThat(lacking()).contains(email);

        withPasskey(read(login(email, PASSWORD)));

        assertThat(lacking()).doesNotContain(email);
        assertThat(all()).contains(email);
    }

    @Test
    void aResetTakesEveryFactorAwayEndsTheSessionsAndTellsTheOwner() {
        var owner = withPasskey(signedIn());
        var id = id(owner);
        assertThat(read(login(email, PASSWORD)).has("mfaToken")).isTrue();

        done(call("DELETE", "/api/admin/users/%s/factors".formatted(id), admin(), Map.of("reason", REASON)));

        assertThat(read(login(email, PASSWORD)).has("token")).isTrue();
        assertThat(text(read(refresh(text(owner, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", id, FactorsReset.class))
                .singleElement()
                .matches(reset ->
                        REASON.equals(reset.by().reason()) && reset.by().name().equals("user:" + ADMIN)));
    }

    @Test
    void factorsAreResetWithAReasonAFreshSignInAndPermissionOnly() throws Exception {
        var owner = withPasskey(signedIn());
        var path = "/api/admin/users/%s/factors".formatted(id(owner));
        var reason = Map.of("reason", REASON);

        refused(call("DELETE", path, tokenOf("usr_x", "payment.view"), reason), 403, "PERMISSION_MISSING");
        var longAgo = token(ADMIN, Instant.now().minus(Duration.ofHours(1)), "ALL");
        refused(call("DELETE", path, longAgo, reason), 401, "STEP_UP_REQUIRED");
        refused(call("DELETE", path, admin(), Map.of("reason", "")), 400, "INVALID_REQUEST");
        refused(call("DELETE", path, admin(), "{}"), 400, "INVALID_REQUEST");
        refused(call("DELETE", "/api/admin/users/usr_none/factors", admin(), reason), 404, "USER_NOT_FOUND");
        assertThat(read(login(email, PASSWORD)).has("mfaToken")).isTrue();
    }

    @Test
    void nobodyGetsRoundTheirOwnFactorsOrAMorePowerfulOnes() {
        var person = person();
        done(changeRoles(admin(), person, "USER", "ADMIN"));
        for (var path : new String[] {"factors", "recovery"}) {
            var method = path.equals("factors") ? "DELETE" : "POST";
            var own = tokenOf(person, "ALL");
            var lesser = tokenOf("usr_lesser", "user.admin");
            var full = "/api/admin/users/%s/%s".formatted(person, path);
            refused(call(method, full, own, Map.of("reason", REASON)), 409, "OWN_ACCOUNT");
            refused(call(method, full, lesser, Map.of("reason", REASON)), 403, "BEYOND_OWN_PERMISSIONS");
        }
    }

    @Test
    void aRecoveryWaitsAndThenRemovesTheFactorsAndSignsNobodyIn(CapturedOutput output) {
        var owner = withPasskey(signedIn());
        var id = id(owner);
        var answer = post("/api/admin/users/%s/recovery".formatted(id), admin(), Map.of("reason", REASON));
        done(answer);
        assertThat(read(answer).propertyNames()).containsExactly("availableAt");
        var token = token(id);

        refused(post("/api/auth/recovery", json(Map.of("token", token))), 409, "RECOVERY_WAITING");
        assertThat(read(login(email, PASSWORD)).has("mfaToken")).isTrue();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(id)),
                Update.update("availableAt", Instant.now().minusSeconds(1)),
                "recoveries");
        var completed = post("/api/auth/recovery", json(Map.of("token", token)));

        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(204);
        assertThat(completed.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(text(read(refresh(text(owner, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(read(login(email, PASSWORD)).has("token")).isTrue();
        refused(post("/api/auth/recovery", json(Map.of("token", token))), 400, "RECOVERY_INVALID");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", id, RecoveryCompleted.class))
                .hasSize(1));
        assertThat(output.getAll()).doesNotContain(token);
    }

    @Test
    void whatTheOwnerDisownsIsStopped() {
        var owner = signedIn();
        var id = id(owner);
        done(post("/api/admin/users/%s/recovery".formatted(id), admin(), Map.of("reason", REASON)));
        var token = token(id);

        people.tell(id, new Disowned(id, Instant.now(), Actor.user(id, "203.0.113.7"), null));

        await().untilAsserted(() ->
                refused(post("/api/auth/recovery", json(Map.of("token", token))), 400, "RECOVERY_INVALID"));
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", id, RecoveryCancelled.class))
                .hasSize(1));
    }

    @Test
    void theOwnerOrAnAdministratorStopsARecovery() {
        var owner = signedIn();
        var path = "/api/admin/users/%s/recovery".formatted(id(owner));
        done(post(path, admin(), Map.of("reason", REASON)));
        done(call("DELETE", "/api/mfa/recovery", text(owner, "token"), ""));
        refused(call("DELETE", "/api/mfa/recovery", text(owner, "token"), ""), 404, "RECOVERY_NOT_FOUND");
        refused(call("DELETE", path, admin(), ""), 404, "RECOVERY_NOT_FOUND");

        done(post(path, admin(), Map.of("reason", REASON)));
        done(call("DELETE", path, admin(), ""));
    }

    @Test
    void whatIsNoLinkIsRefused() {
        for (var body :
                new String[] {"{}", "{\"token\":\"\"}", "{\"token\":{\"$ne\":\"\"}}", "{\"token\":\"x\",\"y\":1}"}) {
            assertThat(post("/api/auth/recovery", body).statusCode()).as(body).isEqualTo(400);
        }
        refused(post("/api/auth/recovery", "{\"token\":\"rcv_0\"}"), 400, "RECOVERY_INVALID");
    }

    private String token(String userId) {
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events("sessions.v1", userId, RecoveryRequested.class))
                .isNotEmpty());
        var event = EmbeddedKafka.events("sessions.v1", userId, RecoveryRequested.class)
                .getLast();
        var link = sealed.open(Objects.requireNonNull(event.sealed()), event.sealingContext())
                .get(AccountEvent.LINK);
        return Objects.requireNonNull(link).substring(link.indexOf('#') + 1);
    }

    private JsonNode withPasskey(JsonNode owner) {
        var token = text(owner, "token");
        var options = read(post("/api/mfa/passkeys/options", token, Map.of())).get("publicKey");
        var credential = new SoftwareAuthenticator()
                .create(JSON.convertValue(options, new TypeReference<Map<String, Object>>() {}));
        var answer = post("/api/mfa/passkeys", token, Map.of("name", "Laptop", "credential", credential));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return owner;
    }

    private String lacking() {
        return listed("lacking=true&");
    }

    private String all() {
        return listed("");
    }

    /** Every page. */
    private String listed(String query) {
        var emails = new ArrayList<String>();
        var cursor = "";
        do {
            var page = read(get("/api/admin/users/factors?%slimit=100%s".formatted(query, cursor), admin()));
            page.get("items").forEach(item -> emails.add(text(item, "email")));
            var next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return emails.toString();
    }
}
