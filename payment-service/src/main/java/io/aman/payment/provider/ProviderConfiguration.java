package io.aman.payment.provider;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuardProperties.class)
class ProviderConfiguration {

    /** Every provider bean, each behind a guard of its own. */
    @Bean
    Providers providers(
            List<PaymentProvider> providers,
            List<ProviderCalls> calls,
            GuardProperties properties,
            MeterRegistry meters,
            Clock clock) {
        var breakers = CircuitBreakerRegistry.of(breaker(properties));
        var bulkheads = BulkheadRegistry.of(bulkhead(properties));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return new Providers(providers.stream()
                .map(provider -> new GuardedProvider(
                        provider,
                        breakers.circuitBreaker(provider.name()),
                        bulkheads.bulkhead(provider.name()),
                        call -> calls.forEach(each -> each.ended(call)),
                        clock))
                .toList());
    }

    static CircuitBreakerConfig breaker(GuardProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .failureRateThreshold(properties.failureRatePercent())
                .waitDurationInOpenState(properties.pause())
                .recordResult(GuardedProvider::isFailure)
                .build();
    }

    static BulkheadConfig bulkhead(GuardProperties properties) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(properties.maxConcurrentCalls())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }
}
