package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.EventSamples;
import io.aman.events.Topics;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

class ToldEventsTest extends RunningService {

    ToldEventsTest(MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers) {
        super(mongo, verifier, breakers);
    }

    /** What is told has the fields of its sample, whatever else was told in this JVM; what is not known is null there. */
    @Test
    void everyEventToldHasExactlyTheFieldsOfItsGoldenSample() {
        var token = text(signedIn(), "token");
        login(email, "not the password");
        register(PASSWORD);
        post("/api/auth/logout", "", "Authorization", "Bearer " + token);

        await().untilAsserted(() -> assertThat(told().map(ToldEventsTest::type))
                .contains(
                        "user.registered.v1",
                        "user.registration-repeated.v1",
                        "login.succeeded.v1",
                        "login.failed.v1",
                        "session.started.v1",
                        "session.ended.v1",
                        "revocation.session.v1",
                        "revocation.heartbeat.v1"));
        assertThat(told()).allSatisfy(message -> {
            var fields = JSON.readTree(message.value()).properties();
            var sample = JSON.readTree(EventSamples.sample(type(message)));
            assertThat(fields)
                    .as(type(message))
                    .extracting(Map.Entry::getKey)
                    .hasSameElementsAs(sample.propertyNames());
            assertThat(fields)
                    .as(type(message))
                    .filteredOn(field -> !field.getValue().isNull())
                    .allMatch(field -> field.getValue().getNodeType()
                            == sample.get(field.getKey()).getNodeType());
        });
    }

    private static String type(ConsumerRecord<String, byte[]> message) {
        return EmbeddedKafka.headers(message).get(EventCodec.TYPE);
    }

    private static Stream<ConsumerRecord<String, byte[]>> told() {
        return Stream.of(Topics.SESSIONS, Topics.LOGINS, Topics.REVOCATIONS)
                .flatMap(topic -> EmbeddedKafka.records(topic).stream());
    }
}
