package io.aman.payment.provider.paypal;

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
    MongoPayPalOrders paypalOrders(MongoOperations mongo) {
        var orders = new MongoPayPalOrders(mongo);
        orders.declareIndexes();
        return orders;
    }

    @Bean
    PayPalClient paypalClient(PayPalProperties properties, Clock clock) {
        return new PayPalClient(properties, clock);
    }

    @Bean
    PayPalProvider paypalProvider(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        return provider(client, orders, clock);
    }

    static PayPalProvider provider(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        return new PayPalProvider(client, new PayPalOrders(client, orders), clock);
    }
}
