package io.aman.payment.reconciliation;

import io.aman.payment.payment.FindOutcome;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconciliationProperties.class)
class ReconciliationConfiguration {

    @Bean
    Reconciliation reconciliation(
            FindOutcome outcomes, ReconciliationProperties properties, Traces traces, Clock clock) {
        return new Reconciliation(outcomes, properties, traces, clock);
    }
}
