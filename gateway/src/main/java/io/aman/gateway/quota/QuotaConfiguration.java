package io.aman.gateway.quota;

import com.mongodb.reactivestreams.client.MongoClient;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaProperties.class)
class QuotaConfiguration {

    private static final String DATABASE = "gateway";

    /** Half of ten questions without an answer, and the storage is left alone for a second. */
    static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    @Bean
    Quotas quotas(MongoClient mongo, MongoConnectionDetails details, QuotaProperties properties, Clock clock) {
        var name = Objects.requireNonNullElse(details.getConnectionString().getDatabase(), DATABASE);
        var stored = new MongoLeases(mongo.getDatabase(name), clock);
        var breaker = CircuitBreaker.of("quota", BREAKER);
        return new Quotas(
                new TimedLeases(stored, breaker, properties.timeout()), properties, Schedulers.parallel(), clock);
    }

    @Bean
    MeterBinder quotaMeters(Quotas quotas) {
        return meters -> {
            Gauge.builder("aman.quota.callers", quotas, Quotas::callers)
                    .description("People for whom a part of their quota was leased")
                    .register(meters);
            Gauge.builder("aman.quota.known", quotas, Quotas::known)
                    .description("0 while no quota can be leased, as of the last question")
                    .register(meters);
        };
    }
}
