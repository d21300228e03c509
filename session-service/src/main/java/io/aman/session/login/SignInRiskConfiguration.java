package io.aman.session.login;

import io.aman.platform.risk.RiskAssessor;
import io.aman.platform.risk.RiskClient;
import io.aman.platform.risk.RiskProperties;
import io.aman.session.session.Clients;
import io.aman.session.session.People;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.ServiceToken;
import io.aman.session.unlock.OwnersDevices;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a sign-in is weighed by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RiskProperties.class, SignInProperties.class})
class SignInRiskConfiguration {

    @Bean
    RiskAssessor riskAssessor(
            RiskProperties properties,
            ServiceToken token,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations,
            MeterRegistry meters) {
        return new RiskClient(properties, () -> token::current, breakers.circuitBreaker("risk"), observations, meters);
    }

    @Bean
    KnownDevices knownDevices(KeyedHash hash, SignInProperties properties, Clock clock) {
        return new KnownDevices(hash, properties.deviceKnownFor(), clock);
    }

    @Bean
    OwnersDevices ownersDevices(KnownDevices devices, AccountKeys accountKeys, People people) {
        return (user, address) ->
                devices.issue(accountKeys.of(user.email()), people.of(user.id()).generation(), address);
    }

    @Bean
    SignInRisk signInRisk(RiskAssessor assessor, KnownDevices devices, Clients clients) {
        return new SignInRisk(assessor, devices, clients);
    }
}
