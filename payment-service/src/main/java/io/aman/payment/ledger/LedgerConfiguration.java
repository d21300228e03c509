package io.aman.payment.ledger;

import io.aman.payment.payment.Cause;
import io.aman.payment.payment.FindOutcome;
import io.aman.payment.provider.LedgerReader;
import io.aman.payment.provider.Notice;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {

    @Bean
    MongoBooks mongoBooks(MongoOperations mongo) {
        var books = new MongoBooks(mongo);
        books.declareIndexes();
        return books;
    }

    @Bean
    MongoDays mongoDays(MongoOperations mongo) {
        var days = new MongoDays(mongo);
        days.declareIndexes();
        return days;
    }

    @Bean
    DayDesk dayDesk(
            MongoDays days,
            MongoBooks books,
            ObjectProvider<LedgerReader> readers,
            FindOutcome outcomes,
            LedgerProperties properties,
            MeterRegistry meters,
            Clock clock) {
        return new DayDesk(
                days, books, readers.orderedStream().toList(), check(outcomes, clock), properties, meters, clock);
    }

    /** As after a notice about a refund: the payment itself and all its refunds are looked at. */
    private static DayDesk.PaymentCheck check(FindOutcome outcomes, Clock clock) {
        return (provider, ref) -> outcomes.find(provider, ref, null)
                .ifPresent(payment -> outcomes.afterNotice(
                        payment, ref, Notice.Subject.REFUND, Cause.system("ledger", clock.instant(), null)));
    }
}
