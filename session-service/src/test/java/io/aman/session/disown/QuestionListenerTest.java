package io.aman.session.disown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccountEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.SecurityEvent.OwnerTold;
import io.aman.events.SuspicionEvent.SignInQuestioned;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.login.RunningService;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

class QuestionListenerTest extends RunningService {

    QuestionListenerTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    @Test
    void theOwnerOfAnUnusualSignInIsAskedWithALinkThatTakesTheAccountBack() {
        var signedIn = signedIn();
        var userId = text(signedIn.get("user"), "id");
        var told =
                new OwnerTold(userId, "act_1", List.of("tor", "new-device"), "198.51.100.7", "Firefox", Instant.now());
        EmbeddedKafka.send(
                Topics.SECURITY, new EventEnvelope<>(Ids.random("evt_"), "/security-service", userId, told.at(), told));

        await().until(() -> !asked(userId).isEmpty());
        var question = asked(userId).getFirst();
        assertThat(question.activityId()).isEqualTo("act_1");
        assertThat(question.reasons()).containsExactly("tor", "new-device");
        assertThat(question.by().address()).isEqualTo("198.51.100.7");
        assertThat(EmbeddedKafka.records(Topics.SESSIONS, userId))
                .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains("/not-me"));

        var link = new Sealed(List.of(Secret.of(ServiceTest.SEALING_KEY)))
                .open(String.valueOf(question.sealed()), question.sealingContext())
                .get(AccountEvent.NOT_ME);
        assertThat(link).contains("/not-me#");
        var token = link.substring(link.indexOf('#') + 1);
        assertThat(post("/api/auth/not-me", json(Map.of("token", token))).statusCode())
                .isEqualTo(204);
        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
    }

    private static List<SignInQuestioned> asked(String userId) {
        return EmbeddedKafka.events(Topics.SESSIONS, userId, SignInQuestioned.class);
    }
}
