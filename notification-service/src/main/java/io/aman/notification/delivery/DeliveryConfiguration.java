package io.aman.notification.delivery;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    DeliveryProperties.class,
    FailoverProperties.class,
    LimitProperties.class,
    RetentionProperties.class,
    SuppressionProperties.class
})
class DeliveryConfiguration {

    @Bean
    Channels channels(
            ObjectProvider<Channel> channels,
            ObjectProvider<Provider> providers,
            FailoverProperties properties,
            DeliveryMetrics metrics,
            Clock clock) {
        return new Channels(
                channels.orderedStream().toList(), providers.orderedStream().toList(), properties, metrics, clock);
    }

    @Bean
    SchedulingConfigurer deliveryRetentionSweep(DeliveryRetention retention, RetentionProperties properties) {
        var interval = properties.sweepInterval();
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(retention::sweep, interval, interval));
    }
}
