package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccessEvent.RoleChanged;
import io.aman.events.AccessEvent.RoleLimits;
import io.aman.events.Actor;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Limits;
import io.aman.session.token.AccessTokens;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;

class RoleAdministrationTest extends AdminCalls {

    RoleAdministrationTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, AccessTokens tokens) {
        super(mongo, verifier, breakers, tokens);
    }

    private long version() {
        return read(get("/api/admin/roles", admin())).get("version").asLong();
    }

    @Test
    void aRoleIsDefinedReadAndDeleted() {
        done(define(admin(), "CLERK_ONE", "payment.view", "payment.refund"));
        assertThat(read(get("/api/admin/roles/CLERK_ONE", admin())).toString())
                .isEqualTo("{\"name\":\"CLERK_ONE\",\"permissions\":[\"payment.refund\",\"payment.view\"]}");
        assertThat(get("/api/admin/roles", admin()).body()).contains("\"name\":\"CLERK_ONE\"");

        done(call("DELETE", "/api/admin/roles/CLERK_ONE", admin(), ""));
        refused(get("/api/admin/roles/CLERK_ONE", admin()), 404, "ROLE_NOT_FOUND");
        refused(call("DELETE", "/api/admin/roles/CLERK_ONE", admin(), ""), 404, "ROLE_NOT_FOUND");
    }

    /** Case 22. */
    @Test
    void whatARoleNoLongerGrantsIsGoneFromTheNextTokenAndOlderOnesAreRevoked() {
        done(define(admin(), "CLERK_TWO", "payment.refund"));
        var userId = person();
        done(changeRoles(admin(), userId, "CLERK_TWO"));
        var signedIn = read(login(email, PASSWORD));
        var before = verifier.verify(text(signedIn, "token"));
        assertThat(before.permissions()).containsExactly("payment.refund");

        done(define(admin(), "CLERK_TWO", "payment.view"));
        var version = version();
        var after = verifier.verify(text(read(refresh(text(signedIn, "refreshToken"))), "token"));
        assertThat(after.permissions()).containsExactly("payment.view");
        assertThat(after.standing().rolesVersion()).isEqualTo(version);
        assertThat(before.standing().rolesVersion()).isLessThan(version);
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "roles", RevocationEvent.Roles.class))
                    .anyMatch(revoked -> revoked.minVersion() == version);
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, "role:CLERK_TWO", RoleChanged.class))
                    .last()
                    .isEqualTo(new RoleChanged(
                            "CLERK_TWO",
                            List.of("payment.refund"),
                            List.of("payment.view"),
                            new Actor("user:" + ADMIN, "203.0.113.8", null),
                            null,
                            null));
        });
    }

    @Test
    void whatARoleAllowsIsInTheNextTokenAndOlderOnesAreRevoked() {
        done(define(admin(), "CLERK_THREE", "payment.view"));
        var userId = person();
        done(changeRoles(admin(), userId, "CLERK_THREE"));
        var signedIn = read(login(email, PASSWORD));
        var before = verifier.verify(text(signedIn, "token"));
        assertThat(before.limits()).isNull();

        done(allow("CLERK_THREE", "{\"perSecond\":5,\"perMinute\":100,\"daily\":1000}"));
        assertThat(get("/api/admin/roles/CLERK_THREE", admin()).body())
                .contains("\"limits\":{\"perSecond\":5,\"perMinute\":100,\"daily\":1000}");
        var version = version();
        var after = verifier.verify(text(read(refresh(text(signedIn, "refreshToken"))), "token"));
        assertThat(after.limits()).isEqualTo(new Limits(5, 100, 0, 1000, 0));
        assertThat(before.standing().rolesVersion()).isLessThan(version);
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "roles", RevocationEvent.Roles.class))
                    .anyMatch(revoked -> revoked.minVersion() == version);
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, "role:CLERK_THREE", RoleChanged.class))
                    .last()
                    .matches(told -> new RoleLimits(5, 100, 0, 1000, 0).equals(told.limitsTo()));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"perSecond\":0}",
                "{\"perSecond\":-1}",
                "{\"perSecond\":1000001}",
                "{\"perMinute\":5,\"perSecond\":6}",
                "{\"daily\":1000000000001}",
                "{\"daily\":100,\"monthly\":99}"
            })
    void limitsThatCannotBeAreRefused(String limits) {
        refused(allow("CLERK_X", limits), 400, "INVALID_REQUEST");
        refused(get("/api/admin/roles/CLERK_X", admin()), 404, "ROLE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"perSecond\":1.5}", "{\"perSecond\":\"5\"}", "{\"yearly\":1}", "[]", "7"})
    void limitsThatAreNoneAreRefused(String limits) {
        refused(allow("CLERK_X", limits), 400, "MALFORMED_JSON");
    }

    private HttpResponse<String> allow(String role, String limits) {
        var body = "{\"permissions\":[\"payment.view\"],\"limits\":%s}".formatted(limits);
        return call("PUT", "/api/admin/roles/" + role, admin(), body);
    }

    @Test
    void ofRolesThatAreChangedAtOnceNoneIsLost() throws Exception {
        AtOnce.run(
                12,
                n -> define(admin(), "AT_ONCE_" + n, "payment.x" + (char) ('a' + n))
                        .statusCode());

        var all = get("/api/admin/roles", admin()).body();
        IntStream.range(0, 12)
                .forEach(n -> assertThat(all)
                        .contains("{\"name\":\"AT_ONCE_%d\",\"permissions\":[\"payment.x%c\"]}"
                                .formatted(n, (char) ('a' + n))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"payment", "payment.*", "*", "all", "All", "ALL ", "PAYMENT.VIEW", "payment.view\\n", ".", ""})
    void whatIsNoPermissionIsRefused(String permission) {
        var body = "{\"permissions\":[\"%s\"]}".formatted(permission);

        refused(call("PUT", "/api/admin/roles/CLERK_X", admin(), body), 400, "INVALID_REQUEST");
        refused(get("/api/admin/roles/CLERK_X", admin()), 404, "ROLE_NOT_FOUND");
    }

    @Test
    void theBuiltInRolesStay() {
        refused(define(admin(), "ADMIN", "payment.view"), 409, "BUILT_IN_ROLE");
        refused(call("DELETE", "/api/admin/roles/ADMIN", admin(), ""), 409, "BUILT_IN_ROLE");
        refused(call("DELETE", "/api/admin/roles/USER", admin(), ""), 409, "BUILT_IN_ROLE");
    }

    @Test
    void nobodyHasARoleGrantWhatTheyDoNotHave() {
        done(define(admin(), "EVERYTHING", "ALL"));
        var clerk = tokenOf("usr_clerk", "role.admin", "payment.view");

        refused(define(clerk, "MINE", "role.admin", "ALL"), 403, "BEYOND_OWN_PERMISSIONS");
        refused(define(clerk, "MINE", "user.admin"), 403, "BEYOND_OWN_PERMISSIONS");
        refused(define(clerk, "EVERYTHING", "payment.view"), 403, "BEYOND_OWN_PERMISSIONS");
        refused(call("DELETE", "/api/admin/roles/EVERYTHING", clerk, ""), 403, "BEYOND_OWN_PERMISSIONS");
        done(define(clerk, "MINE", "role.admin", "payment.view"));
    }

    @Test
    void noFieldMoreThanTheCallHasIsTaken() {
        var body = "{\"permissions\":[],\"version\":99}";

        refused(call("PUT", "/api/admin/roles/CLERK_Y", admin(), body), 400, "MALFORMED_JSON");
    }
}
