package io.aman.session.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.ActivityEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** What administrators see of the sessions of others, and do to them. */
class SessionAdministrationTest extends SessionCalls {

    SessionAdministrationTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    private JsonNode administrator() {
        return read(login("admin@aman.local", "the admin's first password"));
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
