package io.aman.session.disown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Actor;
import io.aman.events.EventEnvelope;
import io.aman.events.PasswordEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.login.RunningService;
import io.aman.session.mfa.NotingDevices;
import io.aman.session.notice.NotMeLinks;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

class DisownTest extends RunningService {

    private final NotMeLinks links;

    DisownTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, NotMeLinks links) {
        super(mongo, verifier, breakers);
        this.links = links;
    }

    @Test
    void theOwnerEndsEverySessionWithoutSigningInAndItIsTold() {
        var thief = signedIn();
        var other = read(login(email, PASSWORD));
        var userId = userId(thief);

        var answer = notMe(token(userId, Instant.now()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        for (var session : List.of(thief, other)) {
            var refused = refresh(text(session, "refreshToken"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(text(read(refused), "code")).isEqualTo("SESSION_REVOKED");
        }
        await().untilAsserted(() -> assertThat(EmbeddedKafka.records("sessions.v1"))
                .filteredOn(message -> userId.equals(message.key()))
                .extracting(message -> EmbeddedKafka.headers(message).get("ce_type"))
                .contains("account.disowned.v1", "session.all-ended.v1"));
        assertThat(login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionThatIsNotItsOwnersEndsAndTheOthersGoOn() {
        var thief = signedIn();
        var owner = read(login(email, PASSWORD));
        security(thief, new SecurityEvent.SessionToEnd(userId(thief), sessionId(thief), "denied", Instant.now()));

        await().untilAsserted(() -> assertThat(text(read(refresh(text(thief, "refreshToken"))), "code"))
                .isEqualTo("SESSION_REVOKED"));
        assertThat(refresh(text(owner, "refreshToken")).statusCode()).isEqualTo(200);
    }

    @Test
    void whereSomebodyElseKnowsThePasswordAllSessionsEndAndTheOwnerGetsALink() {
        var signedIn = signedIn();
        var userId = userId(signedIn);
        security(signedIn, new SecurityEvent.ResetForced(userId, "denied", Instant.now()));

        await().untilAsserted(() -> assertThat(
                        EmbeddedKafka.events("sessions.v1", userId, PasswordEvent.PasswordResetRequested.class))
                .hasSize(1));
        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
    }

    private String sessionId(JsonNode signedIn) {
        return verifier.verify(text(signedIn, "token")).sessionId();
    }

    private void security(JsonNode signedIn, SecurityEvent event) {
        EmbeddedKafka.send(
                Topics.SECURITY,
                new EventEnvelope<>(Ids.random("evt_"), "/security-service", userId(signedIn), Instant.now(), event));
    }

    @Test
    void aLinkCountsOnceAndAUsedOneLooksLikeOneThatNeverWas() {
        var signedIn = signedIn();
        var token = token(userId(signedIn), Instant.now());
        assertThat(notMe(token).statusCode()).isEqualTo(204);
        var since = read(login(email, PASSWORD));

        var used = notMe(token);
        var unknown = notMe(token + "x");
        var over = notMe(token(userId(signedIn), Instant.now().minus(Duration.ofDays(8))));

        assertThat(used.statusCode()).isEqualTo(400);
        assertThat(text(read(used), "code")).isEqualTo("LINK_INVALID");
        assertThat(withoutTrace(used)).isEqualTo(withoutTrace(unknown)).isEqualTo(withoutTrace(over));
        assertThat(used.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
        assertThat(refresh(text(since, "refreshToken")).statusCode())
                .as("what began since goes on")
                .isEqualTo(200);
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneSucceeds() throws Exception {
        var token = token(userId(signedIn()), Instant.now());

        var statuses = AtOnce.run(20, _ -> notMe(token).statusCode());

        assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":null}",
                "{\"token\":\"\"}",
                "{\"token\":7}",
                "{\"token\":\"x\",\"userId\":\"u\"}",
                "x"
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThat(post("/api/auth/not-me", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenTurnsUpInNoLog(CapturedOutput log) {
        var token = token(userId(signedIn()), Instant.now());
        notMe(token);
        notMe(token);

        assertThat(log.getAll()).doesNotContain(token, token.substring(0, token.indexOf('.')));
        assertThat(EmbeddedKafka.records("sessions.v1"))
                .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains(token));
    }

    @Test
    void devicesAreForgottenAndAResetIsStarted() {
        var done = new ArrayList<String>();
        var listener = new DisownedListener(
                new NotingDevices((userId, reason) -> done.add("forget " + userId + " " + reason)),
                userId -> done.add("reset " + userId));

        listener.on(event(new Disowned("usr_1", Instant.now(), Actor.system("test"), null)));

        assertThat(done).containsExactly("forget usr_1 disowned", "reset usr_1");
    }

    private static EventEnvelope<Disowned> event(Disowned data) {
        return new EventEnvelope<>("evt_1", "/test", data.userId(), data.at(), data);
    }

    private HttpResponse<String> notMe(String token) {
        return post("/api/auth/not-me", json(Map.of("token", token)));
    }

    private String token(String userId, Instant at) {
        var link = links.linkFor(userId, at);
        return link.substring(link.indexOf('#') + 1);
    }

    private static String userId(JsonNode signedIn) {
        return text(signedIn.get("user"), "id");
    }

    private static String withoutTrace(HttpResponse<String> refused) {
        return refused.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
