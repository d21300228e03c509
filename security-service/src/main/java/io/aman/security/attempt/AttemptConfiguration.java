package io.aman.security.attempt;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.security.answer.Watch;
import io.aman.security.lockout.Lockouts;
import io.aman.security.signal.ForgetPerson;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttemptProperties.class)
class AttemptConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    OutboxCollection activitiesOutbox() {
        return new OutboxCollection(MongoActivities.COLLECTION);
    }

    @Bean
    MongoActivities activities(MongoOperations mongo, Outbox outbox, OutboxRelay relay, AttemptProperties properties) {
        var activities =
                new MongoActivities(mongo, outbox, id -> relay.wake(MongoActivities.COLLECTION, id), properties.kept());
        activities.declareIndexes();
        return activities;
    }

    @Bean
    AnswerSignIn answerSignIn(MongoActivities activities, Clock clock) {
        return new AnswerSignIn(activities, clock);
    }

    @Bean
    ForgetPerson forgetLockouts(Lockouts lockouts) {
        return userId -> {
            lockouts.forget(userId);
            return true;
        };
    }

    @Bean
    LoginListener loginListener(MongoActivities activities, Lockouts lockouts, Watch watch) {
        return new LoginListener(activities, lockouts, watch);
    }

    @Bean
    SchedulingConfigurer activityPurge(MongoActivities activities, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> activities.purge(clock.instant()), PURGE_EVERY, PURGE_EVERY));
    }
}
