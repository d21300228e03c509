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
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuardProperties.class)
class ProviderConfiguration {

    /** One for each provider, whatever it is asked for. */
    @Bean
    Guards providerGuards(GuardProperties properties, List<ProviderCalls> calls, MeterRegistry meters, Clock clock) {
        var breakers = CircuitBreakerRegistry.of(breaker(properties));
        var bulkheads = BulkheadRegistry.of(bulkhead(properties));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        var guards = new ConcurrentHashMap<String, Guard>();
        return name -> guards.computeIfAbsent(
                name,
                provider -> new Guard(
                        provider,
                        breakers.circuitBreaker(provider),
                        bulkheads.bulkhead(provider),
                        call -> calls.forEach(each -> each.ended(call)),
                        clock));
    }

    /** Every provider bean behind its guard. */
    @Bean
    Providers providers(List<PaymentProvider> providers, Guards guards) {
        return new Providers(providers.stream()
                .map(provider -> new GuardedProvider(provider, guards.of(provider.name())))
                .toList());
    }

    /** Every vault bean behind its guard; there may be none. */
    @Bean
    MethodVaults methodVaults(ObjectProvider<MethodVault> vaults, Guards guards) {
        return new MethodVaults(vaults.stream()
                .map(vault -> new GuardedVault(vault, guards.of(vault.name())))
                .toList());
    }

    /** The same guard for the same name. */
    interface Guards {
        Guard of(String provider);
    }

    static CircuitBreakerConfig breaker(GuardProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .failureRateThreshold(properties.failureRatePercent())
                .waitDurationInOpenState(properties.pause())
                .recordResult(Guard::isFailure)
                .build();
    }

    static BulkheadConfig bulkhead(GuardProperties properties) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(properties.maxConcurrentCalls())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }
}
