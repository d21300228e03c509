package io.aman.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {

    @Test
    void everyTopicAndItsDeadLettersExistAndCanBeRead() {
        assertThat(Topics.ALL).allSatisfy(topic -> {
            assertThat(EmbeddedKafka.records(topic, "nobody")).isEmpty();
            assertThat(EmbeddedKafka.records(Topics.deadLettersOf(topic), "nobody"))
                    .isEmpty();
        });
    }

    @Test
    void whatWasSentIsReadBackByItsKeyAndInOrder() {
        var first = event("evt_1", new UserEvent.Registered("usr_1", "a@example.org", "Amal", "ar"));
        var second = event("evt_2", new UserEvent.RegistrationRepeated("usr_1"));

        EmbeddedKafka.send(Topics.SESSIONS, first);
        EmbeddedKafka.send(Topics.SESSIONS, "usr_1", Map.of("ce_type", "user.unheard-of.v9"), new byte[] {1});
        EmbeddedKafka.send(Topics.SESSIONS, second);

        assertThat(EmbeddedKafka.records(Topics.SESSIONS, "usr_1")).hasSize(3);
        assertThat(EmbeddedKafka.events(Topics.SESSIONS, "usr_1")).containsExactly(first, second);
        assertThat(EmbeddedKafka.events(Topics.SESSIONS, "usr_1", UserEvent.Registered.class))
                .containsExactly((UserEvent.Registered) first.data());
    }

    private static EventEnvelope<UserEvent> event(String id, UserEvent event) {
        return new EventEnvelope<>(id, "/session-service", event.userId(), Instant.EPOCH, event);
    }
}
