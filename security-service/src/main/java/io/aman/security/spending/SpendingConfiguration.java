package io.aman.security.spending;

import io.aman.security.alert.Alerts;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.reputation.AddressRules;
import io.aman.security.signal.DetectorSettings;
import io.aman.security.signal.ForgetPerson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpendingProperties.class)
class SpendingConfiguration {

    /** Longer than any detector looks back at an address or a device. */
    private static final Duration SHARED_KEPT = Duration.ofDays(2);

    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

    @Bean
    MongoSpendings spendings(MongoOperations mongo, SpendingProperties properties) {
        return declared(mongo, MongoSpendings.OF_PEOPLE, properties.kept());
    }

    @Bean
    MongoSpendings sharedSpendings(MongoOperations mongo) {
        return declared(mongo, MongoSpendings.SHARED, SHARED_KEPT);
    }

    private static MongoSpendings declared(MongoOperations mongo, String collection, Duration kept) {
        var spendings = new MongoSpendings(mongo, collection, kept);
        spendings.declareIndexes();
        return spendings;
    }

    @Bean
    WatchPayments watchPayments(
            @Qualifier("spendings") MongoSpendings people,
            @Qualifier("sharedSpendings") MongoSpendings shared,
            DetectorSettings settings,
            AddressRules rules,
            Alerts alerts,
            SpendingProperties properties,
            Clock clock) {
        return new WatchPayments(
                people, shared, new PaymentDetection(settings), rules::countedFor, alerts, properties.within(), clock);
    }

    @Bean
    PaymentListener paymentListener(WatchPayments watch) {
        return new PaymentListener(watch);
    }

    @Bean
    ForgetPerson forgetSpending(@Qualifier("spendings") MongoSpendings spendings) {
        return userId -> {
            spendings.forget(userId);
            return true;
        };
    }

    @Bean
    SchedulingConfigurer spendingPurge(List<MongoSpendings> spendings, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(
                () -> spendings.forEach(one -> one.purge(clock.instant())), PURGE_EVERY, PURGE_EVERY));
    }
}
