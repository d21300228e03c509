package io.aman.gateway.health;

import io.aman.gateway.revocation.Revocations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    RevocationHealth revocationHealthIndicator(Revocations revocations) {
        return new RevocationHealth(revocations);
    }
}
