package io.aman.platform.health;

import io.aman.platform.outbox.OutboxBacklog;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaAdmin;

@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "io.aman.platform.outbox.OutboxConfiguration"
        })
@EnableConfigurationProperties(HealthProperties.class)
class HealthConfiguration {

    @Bean
    Parts parts(List<PartCheck> checks, HealthProperties properties) {
        return new Parts(checks, properties.timeLimit());
    }

    @Bean
    PartsEndpoint partsEndpoint(Parts parts) {
        return new PartsEndpoint(parts);
    }

    @Bean
    BrokerClient brokerCheck(KafkaAdmin kafka, HealthProperties properties) {
        return new BrokerClient(kafka.getConfigurationProperties(), properties.timeLimit());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(MongoOperations.class)
    static class StorageConfiguration {

        @Bean
        @ConditionalOnBean(MongoOperations.class)
        MongoPartCheck databaseCheck(MongoOperations mongo) {
            return new MongoPartCheck(mongo);
        }

        @Bean
        @ConditionalOnBean(OutboxBacklog.class)
        OutboxCheck outboxCheck(OutboxBacklog backlog, HealthProperties properties, Clock clock) {
            return new OutboxCheck(backlog, properties.outboxDegradedAfter(), clock);
        }
    }
}
