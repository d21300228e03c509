package io.aman.payment.payment;

import io.aman.payment.audit.AuditChain;
import io.aman.payment.audit.Trails;
import io.aman.payment.provider.ReturnUrls;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CheckSchedule.class, ReturnUrls.class, RefundStepUp.class, Routing.Properties.class})
class PaymentConfiguration {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    @Bean
    OutboxCollection paymentOutbox() {
        return new OutboxCollection(MongoPayments.COLLECTION);
    }

    @Bean
    Payments payments(MongoOperations mongo, Outbox outbox, OutboxRelay relay, AuditChain chains) {
        var payments = new MongoPayments(mongo, outbox, payment -> written(payment, relay), chains);
        payments.declareIndexes();
        return payments;
    }

    /** A line for each step, so that whoever has a trace or a payment finds the other. */
    private static void written(Payment payment, OutboxRelay relay) {
        var id = payment.id().value();
        log.info("Payment {} is {}", id, payment.progress().state());
        relay.wake(MongoPayments.COLLECTION, id);
    }

    @Bean
    Trails trails(MongoOperations mongo) {
        return new MongoTrails(mongo);
    }

    @Bean
    MongoPersonalPayments personalPayments(Payments payments, MongoOperations mongo, AuditChain chains, Clock clock) {
        return new MongoPersonalPayments(payments, mongo, chains, clock);
    }

    @Bean
    PaymentRefs paymentRefs(MongoOperations mongo) {
        return new MongoPaymentRefs(mongo);
    }
}
