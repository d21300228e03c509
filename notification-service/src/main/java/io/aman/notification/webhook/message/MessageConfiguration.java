package io.aman.notification.webhook.message;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessageProperties.class)
class MessageConfiguration {

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    @Bean
    SchedulingConfigurer webhookMessageSweep(MongoMessages messages, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> messages.sweep(clock.instant()), SWEEP_INTERVAL, SWEEP_INTERVAL));
    }
}
