package io.aman.gateway.limit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {

    /** Half of ten questions without an answer, and Redis is left alone for a second. */
    static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    @Bean
    Ticks ticks() {
        return System::nanoTime;
    }

    @Bean
    @ConditionalOnProperty("gateway.limit.redis.uri")
    RedisCounts redisCounts(LimitProperties properties) {
        var redis = Objects.requireNonNull(properties.redis());
        return new RedisCounts(redis, CircuitBreaker.of("limit-redis", BREAKER), Schedulers.parallel());
    }

    @Bean
    Limiter limiter(
            LimitProperties properties, Ticks ticks, ObjectProvider<SharedCounts> shared, MeterRegistry meters) {
        return new Limiter(properties, ticks, shared.getIfAvailable(), new LimitMeters(meters));
    }

    @Bean
    MeterBinder limitMeters(Limiter limiter) {
        return meters -> {
            Gauge.builder("aman.limit.callers", limiter, Limiter::callers)
                    .description("People and addresses whose requests are counted")
                    .register(meters);
            Gauge.builder("aman.limit.shared", limiter, Limiter::countsAll)
                    .description("0 while Redis is away and each gateway counts for itself or refuses")
                    .register(meters);
        };
    }
}
