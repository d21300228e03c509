package io.aman.bench.peer;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Routes and nothing else. */
@Configuration(proxyBeanMethods = false)
@Profile("plain")
class PlainConfiguration {

    @Bean
    WebHttpHandlerBuilderCustomizer withoutObservation() {
        return handler -> handler.observationRegistry(ObservationRegistry.NOOP);
    }
}
