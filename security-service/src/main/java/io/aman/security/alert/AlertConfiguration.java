package io.aman.security.alert;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    OutboxCollection alertsOutbox() {
        return new OutboxCollection(MongoAlerts.COLLECTION);
    }

    @Bean
    MongoAlerts alerts(MongoOperations mongo, Outbox outbox, OutboxRelay relay, AlertProperties properties) {
        MongoAlertDocument.declareIndexes(mongo);
        return new MongoAlerts(mongo, outbox, id -> relay.wake(MongoAlerts.COLLECTION, id), properties.kept());
    }

    @Bean
    SchedulingConfigurer alertPurge(MongoAlerts alerts, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> alerts.purge(clock.instant()), PURGE_EVERY, PURGE_EVERY));
    }
}
