package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.EventSamples;
import io.aman.events.LoginEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

class ToldEventsTest extends RunningService {

    ToldEventsTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    /** The samples carry every field of their type, and so must what is told when all of it is known. */
    @Test
    void everyEventToldHasExactlyTheFieldsOfItsGoldenSample() {
        var token = text(signedIn(), "token");
        login(email, "not the password");
        register(PASSWORD);
        post("/api/auth/logout", "", "Authorization", "Bearer " + token);

        await().untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrderEntriesOf(Stream.of(
                                UserEvent.class, SessionEvent.class, LoginEvent.class, RevocationEvent.class)
                        .flatMap(family -> EventSamples.types(family).stream())
                        .collect(Collectors.toMap(
                                Function.identity(), type -> fields(JSON.readTree(EventSamples.sample(type)))))));
    }

    private static Map<String, String> told() {
        return Stream.of(Topics.SESSIONS, Topics.LOGINS, Topics.REVOCATIONS)
                .flatMap(topic -> EmbeddedKafka.records(topic).stream())
                .collect(Collectors.toMap(
                        message -> EmbeddedKafka.headers(message).get(EventCodec.TYPE),
                        message -> fields(JSON.readTree(message.value())),
                        (one, other) -> one.length() < other.length() ? other : one));
    }

    /** Names and JSON types, in one comparable line. */
    private static String fields(JsonNode data) {
        return data.propertyStream()
                .map(field -> field.getKey() + ":" + field.getValue().getNodeType())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
