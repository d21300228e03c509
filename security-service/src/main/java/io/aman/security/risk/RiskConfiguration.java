package io.aman.security.risk;

import io.aman.security.alert.Alerts;
import io.aman.security.reputation.Reputation;
import io.aman.security.signal.DetectorSettings;
import io.aman.security.signal.Observe;
import io.aman.security.spending.WatchPayments;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RiskProperties.class)
class RiskConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    MongoAssessments assessments(MongoOperations mongo, RiskProperties properties) {
        var assessments = new MongoAssessments(mongo, properties.kept());
        assessments.declareIndexes();
        return assessments;
    }

    @Bean
    AssessRisk assessRisk(
            Observe observe,
            Reputation reputation,
            MongoAssessments assessments,
            Alerts alerts,
            RiskProperties properties) {
        return new AssessRisk(observe, reputation, assessments, alerts, properties.inForce());
    }

    @Bean
    AssessPayment assessPayment(AssessRisk assessRisk, WatchPayments watch) {
        return new AssessPayment(assessRisk, watch);
    }

    @Bean
    ReplayDecisions replayDecisions(MongoAssessments assessments) {
        return new ReplayDecisions(assessments);
    }

    @Bean
    ReplayDetectors replayDetectors(
            ConsumerFactory<String, byte[]> consumers,
            DetectorSettings settings,
            Reputation reputation,
            AssessRisk assessRisk) {
        return new ReplayDetectors(new SignInLogClient(consumers), settings, reputation::of, assessRisk::score);
    }

    @Bean
    SchedulingConfigurer assessmentPurge(MongoAssessments assessments, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> assessments.purge(clock.instant()), PURGE_EVERY, PURGE_EVERY));
    }
}
