package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccessEvent.UserDisabled;
import io.aman.events.AccessEvent.UserEnabled;
import io.aman.events.AccessEvent.UserRolesChanged;
import io.aman.events.AccessEvent.UserUnlocked;
import io.aman.events.Actor;
import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.token.AccessTokens;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

class UserAdministrationTest extends AdminCalls {

    private static final Actor BY = new Actor("user:" + ADMIN, "203.0.113.8", REASON);

    UserAdministrationTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, AccessTokens tokens) {
        super(mongo, verifier, breakers, tokens);
    }

    private HttpResponse<String> act(String token, String userId, String action) {
        return post("/api/admin/users/%s/%s".formatted(userId, action), token, Map.of("reason", REASON));
    }

    /** Case 61. */
    @Test
    void aDisabledUserWithALiveSessionIsRevokedAtOnceAndNotRefreshed() {
        var signedIn = signedIn();
        var path = "/api/admin/users/" + id(signedIn);
        assertThat(read(get(path, admin())).get("sessions").asLong()).isEqualTo(1);
        done(act(admin(), id(signedIn), "disable"));
        assertThat(read(get(path, admin())).get("sessions").asLong()).isZero();

        refused(refresh(text(signedIn, "refreshToken")), 401, "SESSION_REVOKED");
        refused(login(email, PASSWORD), 401, "INVALID_CREDENTIALS");
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "user:" + id(signedIn), RevocationEvent.User.class))
                    .singleElement()
                    .matches(ended -> ended.minGeneration() == 1 && ended.sparedSessionId() == null);
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, id(signedIn), UserDisabled.class))
                    .containsExactly(new UserDisabled(id(signedIn), BY));
        });
    }

    @Test
    void whoIsEnabledAgainSignsInAnewAndOldSessionsStayOver() {
        var signedIn = signedIn();
        done(act(admin(), id(signedIn), "disable"));
        done(act(admin(), id(signedIn), "enable"));

        refused(refresh(text(signedIn, "refreshToken")), 401, "SESSION_REVOKED");
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.SESSIONS, id(signedIn), UserEnabled.class))
                .containsExactly(new UserEnabled(id(signedIn), BY)));
    }

    /** Case 22. */
    @Test
    void aPermissionThatIsTakenAwayMidSessionIsGoneFromTheNextTokenAndTheOldOneIsRevoked() throws Exception {
        var signedIn = signedIn();
        done(changeRoles(admin(), id(signedIn)));

        var token = verifier.verify(text(read(refresh(text(signedIn, "refreshToken"))), "token"));
        assertThat(token.permissions()).isEmpty();
        assertThat(token.standing().permissionsVersion()).isEqualTo(1);
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(
                            Topics.REVOCATIONS, "permissions:" + id(signedIn), RevocationEvent.Permissions.class))
                    .singleElement()
                    .matches(changed -> changed.minVersion() == 1);
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, id(signedIn), UserRolesChanged.class))
                    .containsExactly(new UserRolesChanged(id(signedIn), List.of("USER"), List.of(), BY));
        });
    }

    /** Case 21. */
    @ParameterizedTest
    @CsvSource({
        "GET,/api/admin/users",
        "GET,/api/admin/users/usr_1",
        "POST,/api/admin/users/usr_1/enable",
        "POST,/api/admin/users/usr_1/disable",
        "POST,/api/admin/users/usr_1/unlock",
        "POST,/api/admin/users/usr_1/password-reset",
        "PUT,/api/admin/users/usr_1/roles",
        "POST,/api/admin/users/usr_1/impersonate",
        "POST,/api/admin/impersonations/ses_1/renew",
        "GET,/api/admin/roles",
        "GET,/api/admin/roles/USER",
        "PUT,/api/admin/roles/USER",
        "DELETE,/api/admin/roles/USER"
    })
    void nobodyAdministersWithoutThePermission(String method, String path) {
        var body = Map.of("reason", REASON, "roles", List.of("ADMIN"), "permissions", List.of("ALL"));
        var user = tokenOf("usr_1", "payment.create", "user.administer", "role.admins", "*", "all");

        refused(call(method, path, user, body), 403, "PERMISSION_MISSING");
    }

    /** Case 21: a stolen token alone changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "POST,/api/admin/users/usr_1/enable",
        "POST,/api/admin/users/usr_1/disable",
        "POST,/api/admin/users/usr_1/unlock",
        "POST,/api/admin/users/usr_1/password-reset",
        "PUT,/api/admin/users/usr_1/roles",
        "POST,/api/admin/users/usr_1/impersonate",
        "PUT,/api/admin/roles/CLERK_Z",
        "DELETE,/api/admin/roles/CLERK_Z"
    })
    void whoSignedInLongAgoMustProveThemselvesAgain(String method, String path) {
        var body = Map.of("reason", REASON, "roles", List.of("USER"), "permissions", List.of("payment.view"));
        var longAgo = token(ADMIN, Instant.now().minusSeconds(310), "ALL");

        var response = call(method, path, longAgo, body);
        refused(response, 401, "STEP_UP_REQUIRED");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal1\", max_age=300");
    }

    /** Case 26. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"enabled\":true", "\"permissions\":[\"ALL\"]", "\"emailVerified\":true", "\"id\":\"usr_1\""})
    void noFieldMoreThanTheCallHasIsTaken(String extra) {
        var userId = person();
        var body = "{\"roles\":[\"USER\"],\"reason\":\"%s\",%s}".formatted(REASON, extra);

        refused(call("PUT", "/api/admin/users/%s/roles".formatted(userId), admin(), body), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "four", "     a     ", "a line\\nand another"})
    void nothingHappensWithoutAReason(String reason) {
        var userId = person();
        var body = "{\"reason\":\"%s\"}".formatted(reason);

        refused(call("POST", "/api/admin/users/%s/disable".formatted(userId), admin(), body), 400, "INVALID_REQUEST");
        assertThat(read(get("/api/admin/users/" + userId, admin()))
                        .get("enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void nobodyClosesTheirOwnAccount() {
        var userId = person();

        refused(act(tokenOf(userId, "ALL"), userId, "disable"), 409, "OWN_ACCOUNT");
    }

    @Test
    void theLastAdministratorStaysOne() {
        var last = idOf("admin@aman.local");

        refused(act(admin(), last, "disable"), 409, "LAST_ADMINISTRATOR");
        refused(changeRoles(admin(), last, "USER"), 409, "LAST_ADMINISTRATOR");
        assertThat(read(get("/api/admin/users/" + last, admin())).get("roles").toString())
                .contains("ADMIN");
    }

    @Test
    void nobodyGivesWhatTheyDoNotHave() {
        var userId = person();
        var support = tokenOf("usr_support", "user.admin");

        refused(changeRoles(support, userId, "USER", "ADMIN"), 403, "BEYOND_OWN_PERMISSIONS");
        done(changeRoles(support, userId));
        refused(changeRoles(support, userId, "USER"), 403, "BEYOND_OWN_PERMISSIONS");
    }

    @Test
    void onlyWhoMayDoEverythingAdministersWhoMayDoEverything() {
        var last = idOf("admin@aman.local");
        var support = tokenOf("usr_support", "user.admin");

        refused(act(support, last, "disable"), 403, "BEYOND_OWN_PERMISSIONS");
        refused(act(support, last, "unlock"), 403, "BEYOND_OWN_PERMISSIONS");
        refused(changeRoles(support, last, "ADMIN"), 403, "BEYOND_OWN_PERMISSIONS");
    }

    @Test
    void aRoleThatNobodyDefinedIsGivenToNobody() {
        refused(changeRoles(admin(), person(), "USER", "GHOST"), 400, "INVALID_REQUEST");
    }

    @Test
    void anUnlockedAccountIsToldOfAndSecurityServiceForgetsItsAttempts() {
        var userId = person();
        login(email, "wrong horse battery");
        var accountKey = read(SECURITY.questions.getLast().body()).get("accountKey");
        SECURITY.answers(204, "");
        done(act(admin(), userId, "unlock"));

        assertThat(read(SECURITY.releases.getLast().body()).get("accountKey")).isEqualTo(accountKey);
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, UserUnlocked.class))
                .containsExactly(new UserUnlocked(userId, BY)));
    }

    /** As heard by every instance; each keeps a limit of its own while security-service is away. */
    @Test
    void anUnlockAtAnotherInstanceLiftsTheLimitOfThisOne() {
        var userId = person();
        SECURITY.answers(503, "{}");
        for (var i = 0; i < 4; i++) {
            login(email, "wrong horse battery");
        }
        refused(login(email, PASSWORD), 401, "INVALID_CREDENTIALS");

        EmbeddedKafka.send(
                Topics.SESSIONS,
                new EventEnvelope<>(
                        Ids.random("evt_"), "/session-service", userId, Instant.now(), new UserUnlocked(userId, BY)));
        await().untilAsserted(
                        () -> assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200));
    }

    @Test
    void nobodyIsToldUnlockedWhileSecurityServiceIsAway() {
        var userId = person();
        SECURITY.answers(500, "{}");

        refused(act(admin(), userId, "unlock"), 503, "UNLOCK_UNAVAILABLE");
    }

    @Test
    void whoHasALinkSentNeverSeesIt() {
        var userId = person();

        var answer = act(admin(), userId, "password-reset");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        await().untilAsserted(() -> assertThat(get("/api/admin/users/%s/audit".formatted(userId), admin())
                        .body())
                .contains("password-reset-sent", "password-reset-requested"));
    }

    @Test
    void peopleAreListedWithoutWhatIsNobodysBusiness() {
        var userId = person();
        var found = read(get("/api/admin/users?q=" + email.substring(0, email.indexOf('@') + 1), admin()));

        assertThat(found.get("items")).singleElement().satisfies(user -> {
            assertThat(text(user, "id")).isEqualTo(userId);
            assertThat(user.propertyNames())
                    .containsExactlyInAnyOrder("id", "email", "name", "language", "roles", "enabled");
        });
        refused(get("/api/admin/users?limit=-1", admin()), 400, "INVALID_REQUEST");
        refused(get("/api/admin/users?cursor=usr_none", admin()), 400, "INVALID_CURSOR");
        refused(get("/api/admin/users/usr_none", admin()), 404, "USER_NOT_FOUND");
        refused(act(admin(), "usr_none", "disable"), 404, "USER_NOT_FOUND");
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }
}
