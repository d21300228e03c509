package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSObject;
import io.aman.events.AccessEvent.UserImpersonated;
import io.aman.events.Actor;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.token.AccessTokens;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

class ImpersonationTest extends AdminCalls {

    ImpersonationTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, AccessTokens tokens) {
        super(mongo, verifier, breakers, tokens);
    }

    /** The administrator of these tests has a token; here they need an account as well. */
    @BeforeEach
    void theAdministratorIsKnown() {
        mongo.save(
                new Document("_id", ADMIN)
                        .append("version", 0L)
                        .append("email", "acting@example.com")
                        .append("name", "Acting")
                        .append("language", "en")
                        .append("roles", List.of("ADMIN"))
                        .append("enabled", true)
                        .append("passwordHash", "none")
                        .append("outbox", List.of()),
                "users");
    }

    @AfterEach
    void theAdministratorGoes() {
        mongo.remove(Query.query(Criteria.where("_id").is(ADMIN)), "users");
    }

    private static void revoked(String sessionId) {
        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events(Topics.REVOCATIONS, "sid:" + sessionId, RevocationEvent.Session.class))
                .hasSize(1));
    }

    private HttpResponse<String> impersonate(String token, String userId) {
        return post("/api/admin/users/%s/impersonate".formatted(userId), token, Map.of("reason", REASON));
    }

    private HttpResponse<String> renew(String token, JsonNode begun) {
        return call("POST", "/api/admin/impersonations/%s/renew".formatted(text(begun, "sessionId")), token, "");
    }

    private JsonNode begun(String userId) {
        var response = impersonate(admin(), userId);
        done(response);
        return read(response);
    }

    private static Map<String, Object> claims(JsonNode begun) throws Exception {
        return JWSObject.parse(text(begun, "token")).getPayload().toJSONObject();
    }

    @Test
    void theTokenNamesThePersonAndWhoActsAsThem() throws Exception {
        var userId = person();
        var begun = begun(userId);

        var token = verifier.verify(text(begun, "token"));
        assertThat(token.subject()).isEqualTo(userId);
        assertThat(token.actor()).isEqualTo(ADMIN);
        assertThat(token.permissions()).containsExactlyInAnyOrder("payment.create", "payment.view", "invoice.view");
        assertThat(claims(begun)).containsEntry("act", Map.of("sub", ADMIN));
        assertThat(begun.propertyNames()).containsExactlyInAnyOrder("sessionId", "token", "expiresAt");
        assertThat(Instant.parse(text(begun, "expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(58)),
                        Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void itIsToldWithItsReasonAndIsNoSignInOfThePerson() throws Exception {
        var userId = person();
        var sessionId = text(begun(userId), "sessionId");

        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, UserImpersonated.class))
                    .singleElement()
                    .matches(told -> told.sessionId().equals(sessionId)
                            && told.by().equals(new Actor("user:" + ADMIN, "203.0.113.8", REASON)));
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, SessionEvent.Started.class))
                    .singleElement()
                    .matches(started ->
                            started.by() != null && started.by().name().equals("user:" + ADMIN));
        });
        assertThat(EmbeddedKafka.records(Topics.LOGINS))
                .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains(sessionId));
    }

    @Test
    void whatIsDoneInItIsDoneByTheAdministrator() {
        var userId = person();
        var begun = begun(userId);
        done(call("POST", "/api/auth/logout", text(begun, "token"), ""));

        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, SessionEvent.Ended.class))
                .singleElement()
                .matches(ended -> ended.by() != null && ended.by().name().equals("user:" + ADMIN)));
        refused(renew(admin(), begun), 409, "IMPERSONATION_OVER");
    }

    @Test
    void nobodyActsAsAnAdministratorOrThemselvesOrAClosedAccount() {
        var userId = person();
        refused(impersonate(tokenOf(userId, "ALL"), userId), 409, "OWN_ACCOUNT");
        refused(impersonate(admin(), idOf("admin@aman.local")), 409, "NOT_IMPERSONABLE");
        refused(impersonate(admin(), "usr_none"), 404, "USER_NOT_FOUND");

        done(define(admin(), "OFFICER", "security.admin"));
        done(changeRoles(admin(), userId, "OFFICER"));
        refused(impersonate(admin(), userId), 409, "NOT_IMPERSONABLE");

        done(changeRoles(admin(), userId, "USER"));
        done(post("/api/admin/users/%s/disable".formatted(userId), admin(), Map.of("reason", REASON)));
        refused(impersonate(admin(), userId), 409, "NOT_IMPERSONABLE");
    }

    @Test
    void whoActsAsSomebodyAdministersNothing() {
        var token = text(begun(person()), "token");

        refused(impersonate(token, "usr_1"), 403, "PERMISSION_MISSING");
        refused(get("/api/admin/users", token), 403, "PERMISSION_MISSING");
    }

    @Test
    void onlyWhoBeganItRenewsItAndOnlyForAnHour() {
        var begun = begun(person());
        refused(renew(tokenOf("usr_other", "ALL"), begun), 404, "IMPERSONATION_NOT_FOUND");
        refused(renew(text(begun, "token"), begun), 403, "PERMISSION_MISSING");

        var renewed = read(renew(admin(), begun));
        assertThat(text(renewed, "expiresAt")).isEqualTo(text(begun, "expiresAt"));
        assertThat(verifier.verify(text(renewed, "token")).actor()).isEqualTo(ADMIN);

        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(text(begun, "sessionId"))),
                Update.update("x", Instant.now().minusSeconds(1)),
                "sessions");
        refused(renew(admin(), begun), 409, "IMPERSONATION_OVER");
    }

    @Test
    void whoIsClosedOutNoLongerActsAsAnybody() {
        var begun = begun(person());
        var other = tokenOf("usr_other_admin", "ALL");
        done(post("/api/admin/users/%s/disable".formatted(ADMIN), other, Map.of("reason", REASON)));

        revoked(text(begun, "sessionId"));
        refused(renew(admin(), begun), 409, "IMPERSONATION_OVER");
    }

    @Test
    void whoIsNoLongerAnAdministratorNoLongerActsAsAnybody() {
        var begun = begun(person());
        var other = tokenOf("usr_other_admin", "ALL");
        done(changeRoles(other, ADMIN, "ADMIN", "USER"));
        done(renew(admin(), begun));
        done(changeRoles(other, ADMIN, "USER"));

        revoked(text(begun, "sessionId"));
        refused(renew(admin(), begun), 409, "IMPERSONATION_OVER");
    }

    /** Their token lives for minutes yet; what begins with it ends itself. */
    @Test
    void whoHasJustBeenClosedOutBeginsNothing() {
        var userId = person();
        mongo.updateFirst(Query.query(Criteria.where("_id").is(ADMIN)), Update.update("enabled", false), "users");

        refused(impersonate(admin(), userId), 409, "IMPERSONATION_OVER");
        var sessions = Query.query(Criteria.where("u").is(userId));
        assertThat(mongo.findOne(sessions, Document.class, "sessions")).containsKey("end");
    }

    @Test
    void aPersonsOwnSessionIsNoImpersonation() throws Exception {
        var signedIn = signedIn();
        var path = "/api/admin/impersonations/%s/renew".formatted(claim(signedIn, "sid"));

        refused(call("POST", path, admin(), ""), 404, "IMPERSONATION_NOT_FOUND");
        refused(call("POST", path, tokenOf(id(signedIn), "ALL"), ""), 404, "IMPERSONATION_NOT_FOUND");
    }

    @Test
    void itEndsWhenThePersonsSessionsEndAndWhenTheyBecomeAnAdministrator() {
        var userId = person();
        var begun = begun(userId);
        done(changeRoles(admin(), userId, "ADMIN", "USER"));
        refused(renew(admin(), begun), 409, "NOT_IMPERSONABLE");
        done(changeRoles(admin(), userId, "USER"));
        refused(renew(admin(), begun), 409, "IMPERSONATION_OVER");

        var another = begun(userId);
        done(post("/api/admin/users/%s/disable".formatted(userId), admin(), Map.of("reason", REASON)));
        refused(renew(admin(), another), 409, "IMPERSONATION_OVER");
    }
}
