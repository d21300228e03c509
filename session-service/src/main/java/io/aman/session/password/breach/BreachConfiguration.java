package io.aman.session.password.breach;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BreachProperties.class)
class BreachConfiguration {

    private static final Logger log = LoggerFactory.getLogger(BreachConfiguration.class);

    @Bean
    @ConditionalOnProperty("session.password.breach.filter-file")
    BreachFileFilter breachFileFilter(BreachProperties properties) {
        var filter = new BreachFileFilter(java.util.Objects.requireNonNull(properties.filterFile()));
        log.info("{} breached passwords are known from a file", filter.entries());
        return filter;
    }

    @Bean
    @ConditionalOnProperty(name = "session.password.breach.online", matchIfMissing = true)
    HibpClient hibpClient(BreachProperties properties, CircuitBreakerRegistry breakers) {
        return new HibpClient(
                properties.baseUrl(),
                properties.timeout(),
                properties.userAgent(),
                breakers.circuitBreaker("breached-passwords"));
    }

    @Bean
    BreachCheck breachCheck(
            ObjectProvider<BreachFileFilter> file,
            ObjectProvider<HibpClient> service,
            BreachProperties properties,
            MeterRegistry meters) {
        return new BreachCheck(
                Optional.ofNullable(file.getIfAvailable()),
                Optional.ofNullable(service.getIfAvailable()),
                properties.whenAway(),
                meters);
    }
}
