package io.aman.security.lockout;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LockoutProperties.class)
class LockoutConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    MongoCounters counters(MongoOperations mongo, Clock clock) {
        var counters = new MongoCounters(mongo, clock);
        counters.declareIndexes();
        return counters;
    }

    @Bean
    MongoTries tries(MongoOperations mongo, MongoCounters counters, LockoutProperties properties, Clock clock) {
        var tries = new MongoTries(mongo, counters, properties.address().failing(), clock);
        tries.declareIndexes();
        return tries;
    }

    @Bean
    Lockouts lockouts(MongoCounters counters, MongoTries tries, LockoutProperties properties) {
        return new Lockouts(
                counters,
                tries,
                properties.account().limit(),
                properties.device().limit(),
                properties.address().limit(),
                properties.challenge().limit());
    }

    @Bean
    SchedulingConfigurer counterPurge(MongoCounters counters, MongoTries tries) {
        return tasks -> {
            tasks.addFixedDelayTask(new FixedDelayTask(counters::purge, PURGE_EVERY, PURGE_EVERY));
            tasks.addFixedDelayTask(new FixedDelayTask(tries::purge, PURGE_EVERY, PURGE_EVERY));
        };
    }
}
