package io.aman.payment.provider.acme;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("payment.provider.acme.base-url")
@EnableConfigurationProperties(AcmeProperties.class)
class AcmeConfiguration {

    @Bean
    AcmeProvider acmeProvider(AcmeProperties properties) {
        return new AcmeProvider(properties.currency());
    }
}
