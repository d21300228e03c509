package io.aman.payment.provider.paypal;

import io.aman.payment.provider.Notices;
import io.aman.platform.webhook.LimitedBody;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("payment.provider.paypal.base-url")
@EnableConfigurationProperties(PayPalProperties.class)
class PayPalConfiguration {

    @Bean
    MongoPayPalOrders payPalOrders(MongoOperations mongo) {
        var orders = new MongoPayPalOrders(mongo);
        orders.declareIndexes();
        return orders;
    }

    @Bean
    PayPalClient payPalClient(PayPalProperties properties, Clock clock) {
        return new PayPalClient(properties, clock);
    }

    @Bean
    PayPalProvider payPalProvider(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        return provider(client, orders, clock);
    }

    @Bean
    PayPalVault payPalVault(PayPalClient client) {
        return new PayPalVault(client);
    }

    @Bean
    PayPalNotices payPalNotices(MongoPayPalOrders orders) {
        return new PayPalNotices(orders);
    }

    @Bean
    PayPalLedger payPalLedger(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        return new PayPalLedger(client, orders, clock);
    }

    @Bean
    PayPalWebhookController payPalWebhookController(
            PayPalProperties properties, PayPalClient client, PayPalNotices reader, Notices notices, Clock clock) {
        return new PayPalWebhookController(
                signature(properties, client, clock), reader, notices, new LimitedBody(properties.webhookMaxSize()));
    }

    static PayPalSignature signature(PayPalProperties properties, PayPalClient client, Clock clock) {
        var trust = PayPalTrust.in(properties.trustedCertificates());
        return new PayPalSignature(properties, new PayPalCertificates(properties, trust, clock)::at, client, clock);
    }

    static PayPalProvider provider(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        return new PayPalProvider(client, new PayPalOrders(client, orders), clock);
    }
}
