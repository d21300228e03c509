package io.aman.notification.webhook.endpoint;

import io.aman.platform.outbox.OutboxCollection;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndpointProperties.class)
class EndpointConfiguration {

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    @Bean
    OutboxCollection webhookEndpointEvents() {
        return new OutboxCollection(MongoEndpointDocument.COLLECTION);
    }

    @Bean
    SchedulingConfigurer webhookEndpointSweep(MongoEndpoints endpoints, EndpointProperties properties, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(
                () -> endpoints.sweep(clock.instant().minus(properties.deletedKept())),
                SWEEP_INTERVAL,
                SWEEP_INTERVAL));
    }
}
