package io.aman.gateway.revocation;

import io.aman.events.Topics;
import io.aman.platform.event.TopicFollower;
import io.aman.platform.event.TopicFollower.From;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RevocationProperties.class, IntrospectionProperties.class})
class RevocationConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RevocationConfiguration.class);

    /** Half of ten questions without an answer, and it is asked again two seconds later. */
    static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .waitDurationInOpenState(Duration.ofSeconds(2))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    @Bean
    Revocations revocations(Clock clock, RevocationProperties properties) {
        return new Revocations(clock, properties);
    }

    @Bean
    Introspection introspection(IntrospectionProperties properties, Clock clock, MeterRegistry meters) {
        var breaker = CircuitBreaker.of("introspection", BREAKER);
        return new Introspection(service(properties), properties, breaker, clock, meters);
    }

    private static Function<String, Mono<Boolean>> service(IntrospectionProperties properties) {
        var secret = properties.clientSecret();
        if (secret == null) {
            log.warn("gateway.introspection.client-secret is not set: changes are refused while no heartbeat comes");
            return _ -> Mono.error(new IllegalStateException("no client secret"));
        }
        return new IntrospectionClient(properties, secret);
    }

    /** Begins before the web server opens, and ends after it has closed. */
    @Bean
    TopicFollower revocationFollower(
            ConsumerFactory<?, ?> settings, Revocations revocations, Clock clock, MeterRegistry meters) {
        var listener = new RevocationListener(revocations, clock, meters);
        return new TopicFollower(Topics.REVOCATIONS, From.BEGINNING, settings, "gateway-revocations", listener, 0);
    }

    @Bean
    MeterBinder revocationMeters(Revocations revocations) {
        return meters -> {
            Gauge.builder("aman.revocation.staleness", revocations, Revocations::stalenessSeconds)
                    .baseUnit("seconds")
                    .description("Since the last heartbeat on the topic of revocations")
                    .register(meters);
            entries("session", Revocations::sessions, revocations, meters);
            entries("user", Revocations::users, revocations, meters);
            entries("permissions", Revocations::permissions, revocations, meters);
            for (var state : Freshness.values()) {
                Gauge.builder("aman.revocation.state", revocations, known -> known.freshness() == state ? 1 : 0)
                        .description("1 for the state this gateway is in")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
        };
    }

    private static void entries(
            String kind, ToDoubleFunction<Revocations> count, Revocations revocations, MeterRegistry meters) {
        Gauge.builder("aman.revocation.entries", revocations, count)
                .description("What is over, or to be refreshed, and may still have tokens alive")
                .tag("kind", kind)
                .register(meters);
    }
}
