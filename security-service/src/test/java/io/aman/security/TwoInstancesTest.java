package io.aman.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.event.EventRecords;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.ServiceTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Two instances share the partitions and the database, and one of them dies in the middle of an attack. */
@Tag("slow")
class TwoInstancesTest {

    private static final int PEOPLE = 6;
    private static final int GUESSES = 100;
    private static final int SPRAYED = 60;
    private static final String SPRAYER = "198.18.77.7";

    private final String own = UUID.randomUUID().toString();
    private final String database = EmbeddedMongo.freshDatabase("twins");
    private final MongoTemplate mongo = EmbeddedMongo.template(database);
    private final Instant begin = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void noFailureIsForgottenAndEachAlertIsRaisedOnce() {
        try (var dying = instance();
                var surviving = instance()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> listens(dying) && listens(surviving));
            guess(0, 40);
            spray(0, 20);
            await().until(() -> count("attempts", new Criteria()) > 100);

            dying.getBean(Faults.class).dieAfter(12);
            guess(40, GUESSES);
            spray(20, SPRAYED);
            await().until(() -> !listens(dying));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("attempts", new Criteria()) == PEOPLE * GUESSES + SPRAYED);

            people().forEach(person -> {
                var alert = find("alerts", Criteria.where("userId").is(person));
                assertThat(alert).singleElement().satisfies(one -> {
                    assertThat(one.getString("kind")).isEqualTo("brute-force");
                    assertThat(((Number) one.get("count")).intValue()).isEqualTo(GUESSES - 9);
                });
            });
            assertThat(find("sources", Criteria.where("_id").is(SPRAYER))
                            .getFirst()
                            .getList("tryLines", String.class))
                    .hasSize(SPRAYED);
            assertThat(find("alerts", Criteria.where("kind").is("spraying"))).hasSize(1);
            await().until(() -> told().size() >= PEOPLE + 1);
            assertThat(told()).doesNotHaveDuplicates().hasSize(PEOPLE + 1);
        }
    }

    private List<String> people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(n -> "usr_%d_%s".formatted(n, own))
                .toList();
    }

    /** By account, so that each person's are in one partition and in order. */
    private void guess(int from, int to) {
        for (int i = from; i < to; i++) {
            for (var person : people()) {
                tell(person, person, "198.51.%d.%d".formatted(100, i % 50), i);
            }
        }
    }

    private void spray(int from, int to) {
        for (int i = from; i < to; i++) {
            tell(null, "%02d-account-%s".formatted(i, own), SPRAYER, i);
        }
    }

    private void tell(@Nullable String userId, String account, String address, int number) {
        var at = begin.plusMillis(number);
        EmbeddedKafka.send(
                Topics.LOGINS,
                new EventEnvelope<>(
                        account + "-" + number,
                        "/session-service",
                        account,
                        at,
                        new LoginEvent.Failed("att_1", account, userId, "bad-credentials", address, "Firefox", at)));
    }

    /** Alerts that were told, each once however often it was sent. */
    private List<String> told() {
        return EmbeddedKafka.records(Topics.SECURITY).stream()
                .flatMap(message -> EventRecords.read(message).stream())
                .filter(event -> event.data() instanceof SecurityEvent.AlertRaised raised
                        && (String.valueOf(raised.userId()).endsWith(own) || SPRAYER.equals(raised.address())))
                .map(EventEnvelope::id)
                .distinct()
                .toList();
    }

    private long count(String collection, Criteria which) {
        return mongo.count(Query.query(which), collection);
    }

    private List<Document> find(String collection, Criteria which) {
        return mongo.find(Query.query(which), Document.class, collection);
    }

    private static boolean listens(ConfigurableApplicationContext instance) {
        return instance.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers().stream()
                .filter(container ->
                        List.of(container.getContainerProperties().getTopics()).contains(Topics.LOGINS))
                .map(MessageListenerContainer::getAssignedPartitions)
                .anyMatch(partitions -> partitions != null && !partitions.isEmpty());
    }

    /** In groups of their own: instances of other tests must not take part. */
    private ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(SecurityServiceApplication.class, Faults.Installed.class)
                .run(
                        "--spring.application.name=security-twins",
                        "--spring.mongodb.uri=" + EmbeddedMongo.uri(database),
                        "--spring.kafka.bootstrap-servers=" + EmbeddedKafka.bootstrapServers(),
                        "--spring.kafka.consumer.auto-offset-reset=latest",
                        "--aman.sealing.keys=" + ServiceTest.SEALING_KEY,
                        "--security.attempt.together=50",
                        "--server.port=0",
                        "--management.server.port=0");
    }
}
