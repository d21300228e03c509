package io.aman.gateway.health;

import io.aman.gateway.revocation.Revocations;
import io.aman.platform.health.Parts;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SystemHealthProperties.class)
class HealthConfiguration {

    @Bean
    RevocationHealth revocationHealthIndicator(Revocations revocations) {
        return new RevocationHealth(revocations);
    }

    @Bean
    RevocationCheck revocationCheck(Revocations revocations) {
        return new RevocationCheck(revocations);
    }

    @Bean
    AskServices askServices(SystemHealthProperties properties, Parts own, Clock clock) {
        var services = new HashMap<String, AskServices.Ask>();
        properties
                .services()
                .forEach((name, addresses) ->
                        services.put(name, new ServiceHealthClient(addresses, properties.timeLimit())));
        // Its checks block.
        services.put(SystemHealth.GATEWAY, () -> Mono.fromCallable(own::look).subscribeOn(Schedulers.boundedElastic()));
        return new AskServices(services, properties, clock);
    }
}
