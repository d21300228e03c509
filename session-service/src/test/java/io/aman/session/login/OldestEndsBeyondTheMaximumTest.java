package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"session.policy.max-sessions=2", "session.policy.when-full=end-oldest"})
class OldestEndsBeyondTheMaximumTest extends RunningService {

    OldestEndsBeyondTheMaximumTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void aFurtherSignInEndsTheOldestAndTellsTheGatewaysAndItsPerson() throws Exception {
        var first = signedIn();
        var second = read(login(email, PASSWORD));
        var third = read(login(email, PASSWORD));

        var late = refresh(text(first, "refreshToken"));
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(text(read(late), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(refresh(text(second, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(refresh(text(third, "refreshToken")).statusCode()).isEqualTo(200);
        var sid = claim(first, "sid");
        var userId = claim(first, "sub");
        await().untilAsserted(() -> {
            assertThat(EmbeddedKafka.events(Topics.REVOCATIONS, "sid:" + sid)).hasSize(1);
            assertThat(EmbeddedKafka.events(Topics.SESSIONS, userId, SessionEvent.Ended.class))
                    .singleElement()
                    .matches(ended ->
                            ended.sessionId().equals(sid) && ended.reason().equals("replaced"));
        });
    }
}
