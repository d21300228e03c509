package io.aman.security.risk;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.security.alert.Alerts;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressRules;
import io.aman.security.reputation.Reputation;
import io.aman.security.signal.DetectorSettings;
import io.aman.security.signal.ForgetPerson;
import io.aman.security.signal.Observe;
import io.aman.security.spending.HeardMove;
import io.aman.security.spending.WatchPayments;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
    OutboxCollection assessmentsOutbox() {
        return new OutboxCollection(MongoAssessments.COLLECTION);
    }

    @Bean
    MongoAssessments assessments(MongoOperations mongo, Outbox outbox, OutboxRelay relay, RiskProperties properties) {
        var assessments = new MongoAssessments(
                mongo, outbox, id -> relay.wake(MongoAssessments.COLLECTION, id), properties.kept());
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
        return new ReplayDecisions(assessments::oldest);
    }

    @Bean
    ReplayDetectors replayDetectors(
            ConsumerFactory<String, byte[]> consumers,
            DetectorSettings settings,
            Reputation reputation,
            AssessRisk assessRisk) {
        var log = new EventLogClient<>(consumers, Topics.LOGINS, RiskConfiguration::signIn, SignIn::at);
        return new ReplayDetectors(log, settings, reputation::of, assessRisk::score);
    }

    private static Optional<SignIn> signIn(EventEnvelope<?> event) {
        return event.data() instanceof LoginEvent login ? Optional.of(SignIn.of(event.id(), login)) : Optional.empty();
    }

    @Bean
    ReplayPayments replayPayments(
            MongoAssessments assessments,
            ConsumerFactory<String, byte[]> consumers,
            DetectorSettings settings,
            AddressRules rules,
            AssessRisk assessRisk) {
        var outcomes = new EventLogClient<>(
                consumers, Topics.PAYMENTS, HeardMove::of, heard -> heard.move().at());
        return new ReplayPayments(assessments::oldest, outcomes, settings, rules::countedFor, assessRisk::score);
    }

    @Bean
    ForgetPerson forgetAssessments(MongoAssessments assessments) {
        return assessments::forget;
    }

    @Bean
    SchedulingConfigurer assessmentPurge(MongoAssessments assessments, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> assessments.purge(clock.instant()), PURGE_EVERY, PURGE_EVERY));
    }
}
