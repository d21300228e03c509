package io.aman.platform;

import io.aman.platform.outbox.OutboxCollection;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The smallest service that uses everything the platform offers; what services get by {@code @SpringBootApplication}. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(ShopApplication.ShopProperties.class)
@Import({ShopController.class, ShopListener.class})
class ShopApplication {

    static final String ORDERS = "orders";

    @ConfigurationProperties("shop")
    record ShopProperties(Secret apiKey) {}

    @Bean
    OutboxCollection orders() {
        return new OutboxCollection(ORDERS);
    }
}
