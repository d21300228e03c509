package io.aman.security.signal;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.security.detector.Detection;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignalProperties.class)
class SignalConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    OutboxCollection profilesOutbox() {
        return new OutboxCollection(MongoProfiles.COLLECTION);
    }

    @Bean
    MongoProfiles profiles(
            MongoOperations mongo, Outbox outbox, Traces traces, OutboxRelay relay, SignalProperties properties) {
        var profiles = new MongoProfiles(
                mongo,
                outbox,
                traces,
                userId -> relay.wake(MongoProfiles.COLLECTION, userId),
                properties.profilesKept());
        profiles.declareIndexes();
        return profiles;
    }

    @Bean
    MongoSources sources(MongoOperations mongo) {
        var sources = new MongoSources(mongo);
        sources.declareIndexes();
        return sources;
    }

    @Bean
    MongoCrowds crowds(MongoOperations mongo) {
        var crowds = new MongoCrowds(mongo);
        crowds.declareIndexes();
        return crowds;
    }

    @Bean
    Memory memory(MongoProfiles profiles, MongoSources sources, MongoCrowds crowds) {
        return new MongoMemory(profiles, sources, crowds);
    }

    @Bean
    DetectorSettings detectorSettings(SignalProperties properties, MongoOperations mongo, Clock clock) {
        return new DetectorSettings(properties, new MongoDetectorSettings(mongo), clock);
    }

    @Bean
    Detection detection(DetectorSettings settings) {
        return new Detection(settings);
    }

    @Bean
    Observe observe(Memory memory, Detection detection) {
        return new Observe(memory, detection);
    }

    @Bean
    ForgetPerson forgetPerson(MongoProfiles profiles) {
        return profiles::forget;
    }

    @Bean
    SchedulingConfigurer memoryPurge(MongoProfiles profiles, MongoSources sources, MongoCrowds crowds, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(
                () -> {
                    profiles.purge(clock.instant());
                    sources.purge(clock.instant());
                    crowds.purge(clock.instant());
                },
                PURGE_EVERY,
                PURGE_EVERY));
    }
}
