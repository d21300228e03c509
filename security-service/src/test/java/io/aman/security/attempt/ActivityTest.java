package io.aman.security.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.security.SecurityTest;
import io.aman.security.lockout.Lockouts;
import io.aman.security.lockout.Reservation;
import io.aman.testing.EmbeddedKafka;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class ActivityTest extends SecurityTest {

    private static final String ADDRESS = "203.0.113.9";

    @Autowired
    private Lockouts lockouts;

    @Autowired
    private MongoTemplate mongo;

    private final String user = "usr_" + own;

    @Test
    void aUserSeesTheirOwnSignInsNewestFirst() {
        tell("e1", failed(user, clock.instant().minusSeconds(20), "bad-credentials"));
        tell("e2", succeeded(user, clock.instant().minusSeconds(10)));
        tell("e3", failed("usr_other", clock.instant(), "bad-credentials"));
        tell("e4", failed(null, clock.instant(), "unknown-user"));
        await().until(() ->
                items(get(user, "")).size() == 2 && items(get("usr_other", "")).size() >= 1);

        var items = items(get(user, ""));
        assertThat(items.get(0).get("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(items.get(0).get("at").asString())
                .isEqualTo(clock.instant().minusSeconds(10).toString());
        assertThat(items.get(0).has("reason")).isFalse();
        assertThat(items.get(0).get("userAgent").asString()).isEqualTo("Firefox");
        assertThat(items.get(1).get("outcome").asString()).isEqualTo("FAILED");
        assertThat(items.get(1).get("reason").asString()).isEqualTo("bad-credentials");
        assertThat(items.get(1).get("address").asString()).isEqualTo(ADDRESS);
        assertThat(items.get(1).propertyNames())
                .containsExactlyInAnyOrder("id", "at", "outcome", "reason", "address", "userAgent");
    }

    @Test
    void anEventToldTwiceIsOneEntry() {
        tell("e1", succeeded(user, clock.instant()));
        tell("e1", succeeded(user, clock.instant()));
        tell("e2", succeeded(user, clock.instant().minusSeconds(5)));
        await().until(() -> items(get(user, "")).size() >= 2);

        assertThat(items(get(user, ""))).hasSize(2);
    }

    @Test
    void pagesHoldEveryEntryOnceAlsoWhereTimesAreEqual() {
        for (int i = 0; i < 7; i++) {
            tell("e" + i, succeeded(user, clock.instant().plusSeconds(i / 3)));
        }
        await().until(() -> items(get(user, "")).size() == 7);

        List<String> ids = new ArrayList<>();
        var query = "?limit=2";
        while (query != null) {
            var page = page(get(user, query));
            page.get("items").forEach(item -> ids.add(item.get("id").asString()));
            query = page.has("nextCursor")
                    ? "?limit=2&cursor=" + page.get("nextCursor").asString()
                    : null;
        }
        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
        assertThat(ids)
                .isEqualTo(items(get(user, "")).stream()
                        .map(item -> item.get("id").asString())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=-1", "?limit=101", "?limit=x", "?limit=1e9", "?limit=99999999999"})
    void aLimitOutOfBoundsIsRefused(String query) {
        get(user, query).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%00", "MQ", "MS5hY3RfMQ", "e30=", "eyIkZ3QiOiIifQ", "%F0%9F%92%A9"})
    void aCursorThatWasNotHandedOutIsRefused(String cursor) {
        get(user, "?cursor=" + cursor)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_CURSOR");
    }

    @Test
    void anotherUsersCursorShowsOnlyMyOwn() {
        tell("e1", succeeded("usr_a" + own, clock.instant()));
        tell("e2", succeeded("usr_a" + own, clock.instant().minusSeconds(1)));
        tell("e3", succeeded(user, clock.instant().minusSeconds(5)));
        await().until(() -> items(get("usr_a" + own, "")).size() == 2
                && items(get(user, "")).size() == 1);
        var cursor = page(get("usr_a" + own, "?limit=1")).get("nextCursor").asString();

        var items = items(get(user, "?cursor=" + cursor));
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().get("id"))
                .isEqualTo(items(get(user, "")).getFirst().get("id"));
    }

    @Test
    void withoutATokenNothingIsShown() {
        client().get().uri("/api/security/activity").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void aSuccessGivesTheAttemptsBackHoweverOftenAndLateItIsTold() {
        var wrongUntil = clock.instant();
        for (int i = 0; i < 10; i++) {
            lockouts.reserve(own, "198.51.100." + i);
        }
        assertThat(lockouts.reserve(own, "198.51.100.20")).isInstanceOf(Reservation.Denied.class);
        tell("s1", succeeded(user, wrongUntil));
        await().until(() -> lockouts.reserve(own, "198.51.100.21") instanceof Reservation.Granted);

        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 9; i++) {
            lockouts.reserve(own, "198.51.100." + (30 + i));
        }
        assertThat(lockouts.reserve(own, "198.51.100.50")).isInstanceOf(Reservation.Denied.class);
        tell("s1", succeeded(user, wrongUntil));
        tell("s2", succeeded(user, wrongUntil.minusSeconds(60)));
        await().until(() -> items(get(user, "")).size() == 2);
        // one reservation lies at the first success's own instant and is given back with it; the lock stays
        assertThat(lockouts.reserve(own, "198.51.100.51")).isInstanceOf(Reservation.Denied.class);
    }

    @Test
    void theIndexOfTheListIsDeclared() {
        assertThat(mongo.indexOps(MongoActivities.COLLECTION).getIndexInfo())
                .anyMatch(index -> index.isIndexForFields(List.of("userId", "at", "_id")));
    }

    private void tell(String eventId, LoginEvent event) {
        EmbeddedKafka.send(
                Topics.LOGINS, new EventEnvelope<>(own + eventId, "/session-service", own, event.at(), event));
    }

    private LoginEvent succeeded(String userId, Instant at) {
        return new LoginEvent.Succeeded("att_1", own, userId, "ses_1", ADDRESS, "Firefox", at, null);
    }

    private LoginEvent failed(String userId, Instant at, String reason) {
        return new LoginEvent.Failed("att_1", own, userId, reason, ADDRESS, "Firefox", at);
    }

    private RestTestClient.ResponseSpec get(String userId, String query) {
        return client().get()
                .uri(URI.create(base() + "/api/security/activity" + query))
                .header("Authorization", bearer(userId))
                .exchange();
    }

    private static JsonNode page(RestTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static List<JsonNode> items(RestTestClient.ResponseSpec answer) {
        return page(answer).get("items").values().stream().toList();
    }
}
