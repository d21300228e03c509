package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.session.People;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** Somebody else knows the password: it opens nothing until its owner has chosen another one. */
class ForcedResetTest extends PasswordScenes {

    private static final String OTHER = "another horse altogether";

    private final People people;

    ForcedResetTest(
            MongoOperations mongo,
            AccessTokenVerifier verifier,
            CircuitBreakerRegistry breakers,
            Sealed sealed,
            People people) {
        super(mongo, verifier, breakers, sealed);
        this.people = people;
    }

    private EventEnvelope<SecurityEvent.ResetForced> forced(Instant at) {
        return new EventEnvelope<>(
                Ids.random("evt_"),
                "/security-service",
                userId(),
                at,
                new SecurityEvent.ResetForced(userId(), "risk", at));
    }

    private void hear(EventEnvelope<SecurityEvent.ResetForced> event) {
        EmbeddedKafka.send(Topics.SECURITY, event);
    }

    /** Whatever was sent before is heard when this is: it is one partition for the person. */
    private void heardAll() {
        var signedIn = read(login(email, OTHER));
        var sid = verifier.verify(text(signedIn, "token")).sessionId();
        var now = Instant.now();
        EmbeddedKafka.send(
                Topics.SECURITY,
                new EventEnvelope<>(
                        Ids.random("evt_"),
                        "/security-service",
                        userId(),
                        now,
                        new SecurityEvent.SessionToEnd(userId(), sid, "test", now)));
        await().until(() -> refresh(text(signedIn, "refreshToken")).statusCode() == 401);
    }

    private String held() {
        register(PASSWORD);
        hear(forced(Instant.now()));
        await().until(() -> linksSent(userId()).size() == 1);
        return token(linksSent(userId()).getFirst());
    }

    private String token(io.aman.events.PasswordEvent.PasswordResetRequested sent) {
        var link = LINK.matcher(linkOf(sent));
        assertThat(link.matches()).isTrue();
        return link.group(1);
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(text(read(answer), "code")).isEqualTo("PASSWORD_RESET_REQUIRED");
    }

    @Test
    void theRightPasswordLeadsToTheResetAndAWrongOneLooksAsAlways() {
        held();

        refused(login(email, PASSWORD));
        assertThat(login(email, "wrong horse battery").statusCode()).isEqualTo(401);
    }

    @Test
    void theNewPasswordOpensTheAccount() {
        var token = held();

        assertThat(reset(token, OTHER).statusCode()).isEqualTo(204);

        assertThat(login(email, OTHER).statusCode()).isEqualTo(200);
    }

    @Test
    void whoKnowsThePasswordCannotChangeItByAnExpiredOnesTokenEither() {
        register(PASSWORD);
        set("passwordChangedAt", Instant.now().minus(Duration.ofDays(91)));
        var expired = login(email, PASSWORD);
        assertThat(text(read(expired), "code")).isEqualTo("PASSWORD_EXPIRED");
        hear(forced(Instant.now()));
        await().until(() -> linksSent(userId()).size() == 1);

        refused(changeExpired(text(read(expired), "passwordToken"), PASSWORD, OTHER));
    }

    @Test
    void whatIsToldAgainAfterwardsHoldsTheNewPasswordNot() {
        register(PASSWORD);
        var event = forced(Instant.now());
        hear(event);
        await().until(() -> linksSent(userId()).size() == 1);
        reset(token(linksSent(userId()).getFirst()), OTHER);

        hear(event);
        hear(forced(event.time().plusMillis(1))); // another word about the same time
        heardAll();

        assertThat(login(email, OTHER).statusCode()).isEqualTo(200);
        assertThat(linksSent(userId())).hasSize(1);
    }

    @Test
    void whatCameOutWhileAResetWasUnderWayHoldsTheNewPasswordToo() {
        register(PASSWORD);
        var now = Instant.now();
        people.holdPassword(
                userId(),
                new io.aman.session.session.OneUse("evt_later", now.plusSeconds(60)),
                now.plusSeconds(30),
                io.aman.session.session.EndReason.ATTACK,
                io.aman.events.Actor.system("test"));

        assertThat(reset(token(), OTHER).statusCode()).isEqualTo(204);

        refused(login(email, OTHER));
    }
}
