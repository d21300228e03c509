package io.aman.notification.intent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({IntentProperties.class, OperatorProperties.class})
class IntentConfiguration {

    @Bean
    SchedulingConfigurer intentSweep(TellUser tellUser, IntentProperties properties) {
        var interval = properties.sweepInterval();
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(tellUser::sweep, interval, interval));
    }

    @Bean
    Gauge openIntents(Intents intents, MeterRegistry meters) {
        return Gauge.builder("aman.notification.intents.open", intents::countOpen)
                .description("Intents that are not addressed yet, most of them since their recipient is unknown")
                .register(meters);
    }
}
