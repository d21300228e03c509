package io.aman.security.spending;

import io.aman.security.alert.Alerts;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.signal.DetectorSettings;
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
@EnableConfigurationProperties(SpendingProperties.class)
class SpendingConfiguration {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    MongoSpendings spendings(MongoOperations mongo, SpendingProperties properties) {
        var spendings = new MongoSpendings(mongo, properties.kept());
        spendings.declareIndexes();
        return spendings;
    }

    @Bean
    WatchPayments watchPayments(
            MongoSpendings spendings,
            DetectorSettings settings,
            Alerts alerts,
            SpendingProperties properties,
            Clock clock) {
        return new WatchPayments(spendings, new PaymentDetection(settings), alerts, properties.within(), clock);
    }

    @Bean
    PaymentListener paymentListener(WatchPayments watch) {
        return new PaymentListener(watch);
    }

    @Bean
    ForgetPerson forgetSpending(MongoSpendings spendings) {
        return userId -> {
            spendings.forget(userId);
            return true;
        };
    }

    @Bean
    SchedulingConfigurer spendingPurge(MongoSpendings spendings, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> spendings.purge(clock.instant()), PURGE_EVERY, PURGE_EVERY));
    }
}
