package io.aman.notification.intent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({IntentProperties.class, OperatorProperties.class, AlertHookProperties.class})
class IntentConfiguration {

    private static final Duration CLEANING = Duration.ofHours(1);

    @Bean
    SchedulingConfigurer intentSweep(TellUser tellUser, SendDigests sendDigests, IntentProperties properties) {
        var interval = properties.sweepInterval();
        return tasks -> {
            tasks.addFixedDelayTask(new FixedDelayTask(tellUser::sweep, interval, interval));
            tasks.addFixedDelayTask(new FixedDelayTask(sendDigests::sweep, interval, interval));
        };
    }

    @Bean
    SchedulingConfigurer intentCleaning(Intents intents, Digests digests, IntentProperties properties, Clock clock) {
        Runnable clean = () -> {
            var then = clock.instant().minus(properties.kept());
            digests.removeDoneBefore(then);
            intents.removeClosedBefore(then);
        };
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(clean, CLEANING, CLEANING));
    }

    @Bean
    Gauge openIntents(Intents intents, MeterRegistry meters) {
        return Gauge.builder("aman.notification.intents.open", intents::countOpen)
                .description(
                        "Intents that wait for their recipient to become known, for their time, or for another try")
                .register(meters);
    }
}
