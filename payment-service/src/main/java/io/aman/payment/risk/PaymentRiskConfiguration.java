package io.aman.payment.risk;

import io.aman.platform.Secret;
import io.aman.platform.risk.RiskClient;
import io.aman.platform.risk.RiskProperties;
import io.aman.platform.security.ClientDevice;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PaymentRiskProperties.class, RiskProperties.class})
class PaymentRiskConfiguration {

    private static final String BEARER = "Bearer ";
    private static final int CALLS_LOOKED_AT = 20;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** @param request the one that is being answered; security-service knows who asks by its token, and is told at which device */
    @Bean
    PaymentRisk paymentRisk(
            RiskProperties where,
            PaymentRiskProperties properties,
            HttpServletRequest request,
            ObservationRegistry observations,
            MeterRegistry meters,
            Clock clock) {
        var client = new RiskClient(where, () -> ofThePayer(request), breaker(meters), observations, meters);
        return new PaymentRisk(client, properties, () -> ClientDevice.of(request), clock);
    }

    /** Read at once: the request belongs to the thread that serves it. */
    private static Supplier<Secret> ofThePayer(HttpServletRequest request) {
        var header = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        var token = Secret.of(header.startsWith(BEARER) ? header.substring(BEARER.length()) : header);
        return () -> token;
    }

    private static CircuitBreaker breaker(MeterRegistry meters) {
        var breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS_LOOKED_AT)
                .minimumNumberOfCalls(CALLS_LOOKED_AT)
                .waitDurationInOpenState(PAUSE)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        return breakers.circuitBreaker("security-service");
    }
}
