package io.aman.payment.payment;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CheckSchedule.class, ReturnUrls.class, Routing.Properties.class})
class PaymentConfiguration {

    @Bean
    OutboxCollection paymentOutbox() {
        return new OutboxCollection(MongoPayments.COLLECTION);
    }

    @Bean
    Payments payments(MongoOperations mongo, Outbox outbox, OutboxRelay relay) {
        var payments = new MongoPayments(mongo, outbox, id -> relay.wake(MongoPayments.COLLECTION, id));
        payments.declareIndexes();
        return payments;
    }
}
