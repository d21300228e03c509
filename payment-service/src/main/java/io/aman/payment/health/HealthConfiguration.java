package io.aman.payment.health;

import io.aman.payment.payment.UnresolvedOutcomes;
import io.aman.payment.provider.Providers;
import io.aman.platform.outbox.OutboxBacklog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthProperties.class)
class HealthConfiguration {

    @Bean
    StorageProbe storageProbe(OutboxBacklog outbox, UnresolvedOutcomes unresolved, HealthProperties properties) {
        return new StorageProbe(
                StorageProbe.reading(outbox, unresolved, properties.countAtMost()), properties.storageTimeout());
    }

    @Bean
    ProvidersCheck providersCheck(Providers providers) {
        return new ProvidersCheck(providers);
    }
}
