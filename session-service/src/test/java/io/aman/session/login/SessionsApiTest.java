package io.aman.session.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.aman.events.ActivityEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

class SessionsApiTest extends RunningService {

    SessionsApiTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    private HttpResponse<String> call(String method, String path, JsonNode who) {
        return call(method, path, text(who, "token"), "");
    }

    private HttpResponse<String> call(String method, String path, String token, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Client-Address", "203.0.113.7")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode again() {
        return read(login(email, PASSWORD));
    }

    private JsonNode administrator() {
        return read(login("admin@aman.local", "the admin's first password"));
    }

    private static List<JsonNode> items(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return StreamSupport.stream(read(response).get("items").spliterator(), false)
                .toList();
    }

    private static List<String> ids(HttpResponse<String> response) {
        return items(response).stream().map(item -> text(item, "id")).toList();
    }

    private String code(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return text(read(response), "code");
    }

    /** The proof of a session, moved back in time. */
    private void provedAt(JsonNode who, Instant at) throws Exception {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(claim(who, "sid"))), new Update().set("p", at), "sessions");
    }

    private static Instant longAgo() {
        return Instant.parse("2020-01-01T00:00:00Z");
    }

    @Test
    void theLoginSaysWhenTheSessionIsOver() {
        var answer = signedIn();
        var expires = Instant.parse(text(answer, "expiresAt"));
        var idle = Instant.parse(text(answer, "idleAt"));
        assertThat(expires).isAfter(idle);
        assertThat(text(answer, "warnAt")).isEqualTo(idle.minusSeconds(300).toString());
    }

    @Test
    void mineAreListedWithTheCurrentOneMarkedAndNothingElseOfThem() throws Exception {
        var first = signedIn();
        var second = again();
        var items = items(call("GET", "/api/sessions", second));
        assertThat(items)
                .extracting(item -> text(item, "id"))
                .containsExactly(claim(second, "sid"), claim(first, "sid"));
        assertThat(items).extracting(item -> item.get("current").asBoolean()).containsExactly(true, false);
        assertThat(items.getFirst().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "current",
                        "createdAt",
                        "authenticatedAt",
                        "expiresAt",
                        "idleAt",
                        "warnAt",
                        "lastActivity",
                        "address",
                        "userAgent",
                        "device");
        var stats = read(call("GET", "/api/sessions/stats", second));
        assertThat(stats.get("logins").asInt()).isEqualTo(2);
        assertThat(stats.get("devices").get(0).get("count").asInt()).isEqualTo(2);
        assertThat(stats.get("failedLogins").asInt()).isZero();
    }

    @Test
    void theStatisticsCountEveryRefusedSignInToTheAccountAndNobodyElses() {
        var who = signedIn();
        login(email, "wrong horse battery");
        SECURITY.answers(200, StubSecurityService.DENY);
        login(email, PASSWORD);
        login("nobody@example.com", PASSWORD);

        var stats = read(call("GET", "/api/sessions/stats", who));
        assertThat(stats.get("failedLogins").asInt()).isEqualTo(2);
        assertThat(stats.get("logins").asInt()).isEqualTo(1);
    }

    @Test
    void anotherPersonsSessionIsNotThere() throws Exception {
        var mine = signedIn();
        var theirs = administrator();
        var sid = claim(theirs, "sid");

        var refused = call("DELETE", "/api/sessions/" + sid, mine);
        assertThat(code(refused, 404)).isEqualTo("SESSION_NOT_FOUND");
        assertThat(refused.body().replaceAll("\"(traceId|instance)\":\"[^\"]*\"", ""))
                .isEqualTo(call("DELETE", "/api/sessions/" + Ids.random("ses_"), mine)
                        .body()
                        .replaceAll("\"(traceId|instance)\":\"[^\"]*\"", ""));
        assertThat(refresh(text(theirs, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(ids(call("GET", "/api/sessions", mine))).doesNotContain(sid);
        await().untilAsserted(() -> assertThat(items(call("GET", "/api/sessions/audit", mine)))
                .anyMatch(entry -> "session.access-refused.v1".equals(text(entry, "what"))
                        && sid.equals(text(entry, "sessionId"))));
    }

    @Test
    void oneEndsAndItsTokensWithIt() throws Exception {
        var first = signedIn();
        var second = again();
        var path = "/api/sessions/" + claim(first, "sid");
        assertThat(call("DELETE", path, second).statusCode()).isEqualTo(204);
        assertThat(call("DELETE", path, second).statusCode()).isEqualTo(204);
        assertThat(code(refresh(text(first, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        assertThat(refresh(text(second, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(ids(call("GET", "/api/sessions", second))).containsExactly(claim(second, "sid"));
    }

    @Test
    void allOthersEndByOneRevocationAndThenAllOfThem() throws Exception {
        var first = signedIn();
        var second = again();
        var userId = claim(second, "sub");
        assertThat(call("POST", "/api/sessions/terminate-all", second).statusCode())
                .isEqualTo(204);
        assertThat(code(refresh(text(first, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        var goesOn = read(refresh(text(second, "refreshToken")));
        assertThat(text(goesOn, "token")).isNotEmpty();
        // the ended one cannot save itself by ending all others
        assertThat(code(call("POST", "/api/sessions/terminate-all", first), 401))
                .isEqualTo("SESSION_REVOKED");

        assertThat(call("POST", "/api/sessions/force-logout", second).statusCode())
                .isEqualTo(204);
        assertThat(code(refresh(text(goesOn, "refreshToken")), 401)).isEqualTo("SESSION_REVOKED");
        assertThat(refresh(text(again(), "refreshToken")).statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "user:" + userId))
                .extracting(EventEnvelope::data)
                .extracting("minGeneration", "sparedSessionId")
                .containsExactly(tuple(1L, claim(second, "sid")), tuple(2L, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hours\":0}",
                "{\"hours\":-1}",
                "{\"hours\":73}",
                "{\"hours\":1e9}",
                "{\"hours\":1.5}",
                "{\"hours\":\"NaN\"}",
                "{\"hours\":{\"$gt\":0}}",
                "{\"hours\":24,\"expiresAt\":\"2100-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"2100-01-01T00:00:00Z\"}",
                "[]"
            })
    void anExtensionByAnythingButAFewHoursIsRefused(String body) {
        var who = signedIn();
        assertThat(call("POST", "/api/sessions/extend", text(who, "token"), body)
                        .statusCode())
                .isEqualTo(400);
        var mine = items(call("GET", "/api/sessions", who)).getFirst();
        assertThat(text(mine, "expiresAt")).isEqualTo(text(who, "expiresAt"));
    }

    @Test
    void anExtensionBeyondADayTakesAFreshSignIn() throws Exception {
        var who = signedIn();
        var extended = read(call("POST", "/api/sessions/extend", text(who, "token"), "{\"hours\":72}"));
        var latest = Instant.parse(text(extended, "expiresAt"));
        assertThat(latest).isAfter(text(who, "expiresAt"));

        var other = again();
        provedAt(other, longAgo());
        var refused = call("POST", "/api/sessions/extend", text(other, "token"), "{\"hours\":72}");
        assertThat(code(refused, 401)).isEqualTo("STEP_UP_REQUIRED");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal1\", max_age=300");
    }

    @Test
    void whatIsOverIsNotExtended() throws Exception {
        var who = signedIn();
        call("POST", "/api/auth/logout", who);
        assertThat(code(call("POST", "/api/sessions/extend", who), 401)).isEqualTo("SESSION_REVOKED");
    }

    @Test
    void whatConcernsEverybodyTakesAnAdministrator() {
        var who = signedIn();
        assertThat(call("GET", "/api/sessions/admin/all", who).statusCode()).isEqualTo(403);
        assertThat(call("POST", "/api/sessions/cleanup", who).statusCode()).isEqualTo(403);
        assertThat(call("GET", "/api/admin/users/usr_1/audit", who).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAdministratorWithAnOldSignInProvesOnceMoreWhoTheyAre() throws Exception {
        var who = signedIn();
        var stale = administrator();
        provedAt(stale, longAgo());
        var refreshed = read(refresh(text(stale, "refreshToken")));
        assertThat(code(call("POST", "/api/sessions/cleanup", refreshed), 401)).isEqualTo("STEP_UP_REQUIRED");
        var path = "/api/sessions/" + claim(who, "sid");
        assertThat(code(call("DELETE", path, refreshed), 401)).isEqualTo("STEP_UP_REQUIRED");
        assertThat(refresh(text(who, "refreshToken")).statusCode()).isEqualTo(200);

        var fresh = administrator();
        assertThat(read(call("POST", "/api/sessions/cleanup", fresh))
                        .get("removed")
                        .asInt())
                .isZero();
        await().untilAsserted(() -> assertThat(items(call("GET", "/api/sessions/audit?limit=100", fresh)))
                .anyMatch(entry ->
                        "records.removed.v1".equals(text(entry, "what")) && "0 records".equals(text(entry, "detail"))));
        assertThat(call("DELETE", path, fresh).statusCode()).isEqualTo(204);
        assertThat(call("GET", "/api/sessions", who).statusCode()).isEqualTo(200);
        var userId = claim(who, "sub");
        await().untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, SessionEvent.Ended.class))
                .singleElement()
                .matches(ended ->
                        ended.by() != null && ended.by().name().equals("user:" + text(fresh.get("user"), "id"))));
        var all = items(call("GET", "/api/sessions/admin/all?userId=%s&state=OVER".formatted(userId), fresh));
        assertThat(all).singleElement().matches(item -> "OVER".equals(text(item, "state")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=$where",
                "limit=-1",
                "limit=0",
                "limit=101",
                "limit=$natural",
                "from=yesterday",
                "to={\"$gt\":\"\"}",
                "cursor=%24where",
                "cursor=e30"
            })
    void whatNoListUnderstandsIsRefused(String query) {
        var path = "/api/sessions/admin/all?"
                + query.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22");
        assertThat(call("GET", path, administrator()).statusCode()).as(query).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId=%7B%22%24gt%22%3A%22%22%7D", "address=.*", "userId=usr_.*"})
    void operatorsAndPatternsInFiltersAreTakenForText(String query) {
        assertThat(items(call("GET", "/api/sessions/admin/all?" + query, administrator())))
                .isEmpty();
    }

    @Test
    void aSessionIsNeverTakenFromWhoeverSignsIn() throws Exception {
        var first = signedIn();
        var response = post(
                "/api/auth/login",
                json(Map.of("email", email, "password", PASSWORD)),
                "Cookie",
                "sid=%1$s; JSESSIONID=%1$s".formatted(claim(first, "sid")),
                "Authorization",
                "Bearer " + text(first, "token"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.startsWith("__Host-aman-known=kdv_"));
        assertThat(claim(read(response), "sid")).isNotEqualTo(claim(first, "sid"));
    }

    @Test
    void activityHeardFromAGatewayShows() throws Exception {
        var who = signedIn();
        var sid = claim(who, "sid");
        var before = Instant.parse(text(items(call("GET", "/api/sessions", who)).getFirst(), "lastActivity"));
        EmbeddedKafka.send(Topics.ACTIVITY, sid, Map.of("ce_id", "evt_1"), "no event".getBytes(UTF_8));
        var future = before.plusSeconds(3600);
        var active = new ActivityEvent.Active(sid, future, 3, "203.0.113.7");
        EmbeddedKafka.send(Topics.ACTIVITY, new EventEnvelope<>(Ids.random("evt_"), "/gateway", sid, future, active));
        await().untilAsserted(() -> {
            var last =
                    Instant.parse(text(items(call("GET", "/api/sessions", who)).getFirst(), "lastActivity"));
            assertThat(last).isAfter(before).isBefore(future); // no clock that is ahead prolongs a session
        });
        await().untilAsserted(() -> assertThat(call("GET", "/api/sessions/dead-letters", administrator())
                        .body())
                .contains(Topics.ACTIVITY));
    }

    @Test
    void theTrailTellsThePersonWhatHappenedAndWhoDidIt() throws Exception {
        var who = signedIn();
        login(email, "wrong horse battery");
        var other = again();
        call("DELETE", "/api/sessions/" + claim(other, "sid"), who);
        var userId = claim(who, "sub");
        await().untilAsserted(() -> {
            var trail = items(call("GET", "/api/sessions/audit?limit=100", who));
            assertThat(trail)
                    .extracting(entry -> text(entry, "what"))
                    .containsExactlyInAnyOrder(
                            "user.registered.v1",
                            "login.succeeded.v1",
                            "session.started.v1",
                            "login.failed.v1",
                            "login.succeeded.v1",
                            "session.started.v1",
                            "session.ended.v1");
            assertThat(trail)
                    .filteredOn(entry -> "session.ended.v1".equals(text(entry, "what")))
                    .allMatch(entry -> ("user:" + userId).equals(text(entry, "actor"))
                            && "203.0.113.7".equals(text(entry, "address")));
        });
        assertThat(ids(call("GET", "/api/admin/users/%s/audit?limit=100".formatted(userId), administrator())))
                .containsExactlyElementsOf(ids(call("GET", "/api/sessions/audit?limit=100", who)));
    }
}
