package io.aman.security.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.security.lockout.Lockouts;
import io.aman.security.lockout.Reservation;
import io.aman.testing.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The abuse cases 42 to 45 and 58, and what is done about them, over HTTP and Kafka. */
class AbuseTest extends WatchedTest {

    @Autowired
    private Lockouts lockouts;

    @Test
    void guessesAtOneAccountAreLimitedAndRaiseOneAlertHoweverManyAddressesTheyComeFrom() {
        for (int i = 0; i < 12; i++) {
            fail(user, own, "198.51.100." + i, clock.instant().plusMillis(i));
        }

        await().until(() -> alertsOf("brute-force", user).size() == 1
                && alertsOf("brute-force", user).getFirst().get("count").asInt() == 3);
        for (int i = 0; i < 10; i++) {
            lockouts.reserve(own, "198.51.101." + i);
        }
        assertThat(lockouts.reserve(own, "198.51.101.99")).isInstanceOf(Reservation.Denied.class);
    }

    @Test
    void oneAddressThatSpraysIsAlertedAndBlockedWhileOthersGetIn() {
        var address =
                "198.18.%d.%d".formatted(Math.floorMod(own.hashCode(), 250), Math.floorMod(own.hashCode() / 256, 250));
        for (int i = 0; i < 55; i++) {
            fail(
                    null,
                    "account-%02d-%s".formatted(i, own),
                    address,
                    clock.instant().plusMillis(i));
        }

        await().until(() -> alerts().stream()
                .anyMatch(alert -> alert.get("kind").asString().equals("spraying")
                        && address.equals(alert.path("address").asString(""))));
        await().until(() -> get("/api/security/timeline?limit=100&address=" + address)
                        .get("items")
                        .valueStream()
                        .filter(moment -> !moment.get("signals").isEmpty())
                        .count()
                == 46);
        assertThat(decision(address)).isEqualTo("DENY");
        assertThat(decision("198.51.100.77")).isEqualTo("ALLOW");

        var rule = get("/api/security/addresses?limit=100")
                .get("items")
                .valueStream()
                .filter(one -> one.get("network").asString().equals(address))
                .findFirst()
                .orElseThrow();
        assertThat(rule.get("by").asString()).isEqualTo("system:detector:spraying");
        call(HttpMethod.DELETE, "/api/security/addresses/" + rule.get("id").asString(), null)
                .expectStatus()
                .isNoContent();
        assertThat(decision(address)).isEqualTo("ALLOW");
    }

    @Test
    void manyAddressesThatFailAtManyAccountsRaiseOneCriticalAlert() {
        for (int i = 0; i < 60; i++) {
            var at = clock.instant().minusSeconds(1800).plusMillis(100L * i);
            fail(null, "%02d-account-%s".formatted(i, own), "198.19.%d.%d".formatted(i, i), at);
        }

        await().until(() -> alerts().stream()
                .anyMatch(alert -> alert.get("kind").asString().equals("distributed-guessing")
                        && alert.get("severity").asString().equals("CRITICAL")
                        && alert.get("count").asInt() >= 20));
        assertThat(alerts().stream()
                        .filter(alert -> alert.get("kind").asString().equals("distributed-guessing")))
                .hasSize(1);
    }

    @Test
    void rightPairsFromADataCentreNeedAStepUp() {
        var owners = Stream.iterate(0, i -> i + 1).limit(12).map(i -> user + i).toList();
        owners.forEach(owner -> succeed(owner, "203.0.113.7", clock.instant().minus(Duration.ofDays(3))));
        await().until(() -> owners.stream().allMatch(owner -> activity(owner).size() == 1));
        owners.forEach(owner -> succeed(owner, HOSTING, clock.instant()));

        await().until(() -> alerts().stream()
                .anyMatch(alert -> alert.get("kind").asString().equals("stuffing")
                        && HOSTING.equals(alert.path("address").asString(""))));
        var answer = assess(Map.of("userId", owners.getFirst(), "address", HOSTING));
        assertThat(answer.get("decision").asString()).isEqualTo("STEP_UP");
        assertThat(answer.get("reasons").valueStream().map(JsonNode::asString)).contains("stuffing", "anonymiser");
        await().until(() -> owners.stream()
                .anyMatch(owner -> !alertsOf("risky-sign-in", owner).isEmpty()));
    }

    @Test
    void eventsThatComeTwiceLateAndInAnyOrderAreCountedOnceAndMakeNoFalseTravel() {
        var start = clock.instant().minus(Duration.ofDays(2));
        tell("a", succeeded(user, LINKOPING, start));
        tell("c", succeeded(user, LINKOPING, start.plus(Duration.ofDays(1))));
        tell("b", succeeded(user, SEATTLE, start.plus(Duration.ofHours(12))));
        tell("a", succeeded(user, LINKOPING, start));
        tell("b", succeeded(user, SEATTLE, start.plus(Duration.ofHours(12))));
        tell("d", succeeded(user, LINKOPING, start.plus(Duration.ofDays(1)).plusSeconds(60)));

        await().until(() ->
                timeline(user).stream().filter(moment -> moment.has("score")).count() == 4);
        assertThat(timeline(user).stream()
                        .flatMap(moment -> moment.get("signals").valueStream())
                        .map(signal -> signal.get("kind").asString()))
                .doesNotContain("impossible-travel", "concurrent-countries");
        assertThat(told(SecurityEvent.OwnerTold.class, user)).isEmpty(); // too long ago to tell anybody
    }

    @Test
    void aPoisonedRecordIsParkedAndThoseBehindItAreSeen() {
        tell("poison", succeeded(user, "no address", clock.instant()));
        tell("next", succeeded(user, LINKOPING, clock.instant()));

        await().until(() -> activity(user).size() == 1);
        await().until(() -> EmbeddedKafka.records(Topics.deadLettersOf(Topics.LOGINS)).stream()
                .anyMatch(message ->
                        (own + "poison").equals(EmbeddedKafka.headers(message).get("ce_id"))));
    }

    @Test
    void anUnusualSignInIsToldItsOwnerWhoDeniesIt() {
        succeed(user, "203.0.113.7", clock.instant().minus(Duration.ofDays(3)));
        succeed(user, LINKOPING, clock.instant().minus(Duration.ofHours(12)));
        succeed(user, SEATTLE, clock.instant());
        await().until(() -> activity(user).size() == 3
                && told(SecurityEvent.OwnerTold.class, user).size() == 1);
        var unusual = activity(user).getFirst();
        assertThat(unusual.get("unusual").valueStream().map(JsonNode::asString)).contains("new-country", "new-device");
        var path = "/api/security/activity/" + unusual.get("id").asString();

        post(path + "/deny", null, "usr_stranger" + own).expectStatus().isNotFound();
        post(path + "/confirm", null, user).expectStatus().isOk();
        post(path + "/deny", null, user).expectStatus().isOk();
        post(path + "/deny", null, user).expectStatus().isOk();
        post(path + "/confirm", null, user).expectStatus().isEqualTo(409);

        await().until(() -> told(SecurityEvent.SessionToEnd.class, user).size() == 1
                && told(SecurityEvent.ResetForced.class, user).size() == 1
                && alertsOf("denied-by-owner", user).size() == 1);
        var answer = assess(Map.of("userId", user, "address", SEATTLE));
        assertThat(answer.get("reasons").valueStream().map(JsonNode::asString)).contains("new-country");
    }

    @Test
    void aRefreshTokenThatCameTwiceIsAlertedOnce() {
        var ended = new SessionEvent.Ended("ses_1", user, "refresh-reuse", null);
        var longAgo = clock.instant().minus(Duration.ofHours(2));
        EmbeddedKafka.send(Topics.SESSIONS, new EventEnvelope<>(own + "old", "/session-service", user, longAgo, ended));
        for (int i = 0; i < 2; i++) {
            EmbeddedKafka.send(
                    Topics.SESSIONS, new EventEnvelope<>(own + "s", "/session-service", user, clock.instant(), ended));
        }
        EmbeddedKafka.send(
                Topics.SESSIONS,
                new EventEnvelope<>(
                        own + "t",
                        "/session-service",
                        user,
                        clock.instant(),
                        new SessionEvent.Ended("ses_2", user, "logout", null)));

        await().until(() -> alertsOf("refresh-reuse", user).size() == 1);
        assertThat(alertsOf("refresh-reuse", user).getFirst().get("count").asInt())
                .isEqualTo(1);
    }
}
