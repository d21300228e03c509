package io.aman.payment.invoice;

import io.aman.payment.payment.PaymentDesk;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InvoiceProperties.class)
class InvoiceConfiguration {

    @Bean
    OutboxCollection invoiceOutbox() {
        return new OutboxCollection(MongoInvoices.COLLECTION);
    }

    @Bean
    Invoices invoices(MongoOperations mongo, Outbox outbox, OutboxRelay relay) {
        var invoices = new MongoInvoices(mongo, outbox, id -> relay.wake(MongoInvoices.COLLECTION, id));
        invoices.declareIndexes();
        return invoices;
    }

    @Bean
    InvoiceNumbers invoiceNumbers(MongoOperations mongo) {
        return new MongoInvoiceNumbers(mongo);
    }

    @Bean
    NumberInvoices numberInvoices(Invoices invoices, InvoiceNumbers numbers, InvoiceProperties properties) {
        return new NumberInvoices(invoices, numbers, properties);
    }

    @Bean
    SettleInvoice settleInvoice(Invoices invoices, PaymentDesk payments, NumberInvoices numbering) {
        return new SettleInvoice(invoices, InvoicePayments.over(payments), numbering);
    }

    @Bean
    InvoicePdf invoicePdf() {
        return new InvoicePdf();
    }

    @Bean
    InvoiceSweeper invoiceSweeper(NumberInvoices numbering, InvoiceProperties properties, Traces traces, Clock clock) {
        return new InvoiceSweeper(numbering, properties.sweepInterval(), traces, clock);
    }
}
