package io.aman.platform.outbox;

import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.observability.Traces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

@AutoConfiguration(after = {KafkaAutoConfiguration.class, DataMongoAutoConfiguration.class})
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnBean(OutboxCollection.class)
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxConfiguration {

    @Bean
    Outbox outbox(@Value("${spring.application.name}") String service, Traces traces) {
        return new Outbox(service, traces);
    }

    @Bean
    OutboxStore outboxStore(MongoOperations mongo, List<OutboxCollection> collections, MeterRegistry meters) {
        var store = new OutboxStore(mongo);
        collections.forEach(collection -> {
            store.declareIndex(collection.name());
            Gauge.builder("aman.outbox.pending", () -> store.countPending(collection.name()))
                    .description("Documents whose events Kafka has not acknowledged yet")
                    .tag("collection", collection.name())
                    .register(meters);
        });
        return store;
    }

    @Bean
    OutboxRelay outboxRelay(
            OutboxStore store,
            KafkaTemplate<String, byte[]> kafka,
            Traces traces,
            List<OutboxCollection> collections,
            OutboxProperties properties,
            MeterRegistry meters) {
        return new OutboxRelay(
                store,
                new OutboxPublisher(new AcknowledgedSender(kafka, properties.sendTimeout()), traces, meters),
                collections,
                properties);
    }

    @Bean
    OutboxBacklog outboxBacklog(
            OutboxStore store, List<OutboxCollection> collections, Clock clock, MeterRegistry meters) {
        var backlog = new OutboxBacklog(store, collections);
        collections.forEach(collection -> Gauge.builder(
                        "aman.outbox.oldest", () -> seconds(backlog.age(collection, clock.instant())))
                .description("How long the oldest event has waited that Kafka has not acknowledged; 0 without one")
                .baseUnit("seconds")
                .tag("collection", collection.name())
                .register(meters));
        return backlog;
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }
}
