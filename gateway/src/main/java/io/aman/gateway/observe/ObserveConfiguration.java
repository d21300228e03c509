package io.aman.gateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObserveProperties.class)
class ObserveConfiguration {

    @Bean
    RequestSpans requestSpans(ObjectProvider<Tracer> tracer) {
        return new RequestSpans(tracer.getIfAvailable(ObserveConfiguration::idsAlone));
    }

    /** Where tracing is switched off, a request still has ids for logs, problems and services. */
    private static Tracer idsAlone() {
        return SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOff())
                .build()
                .get("io.aman.gateway");
    }

    @Bean
    Observation observation(MeterRegistry meters, RequestSpans spans, ObserveProperties properties) {
        return new Observation(new RequestTimers(meters), spans, new AccessLog(properties.oneIn()));
    }

    @Bean
    ServiceSpans serviceSpans(RequestSpans spans) {
        return new ServiceSpans(spans);
    }

    /** Ours is there instead. */
    @Bean
    WebHttpHandlerBuilderCustomizer withoutObservation() {
        return handler -> handler.observationRegistry(ObservationRegistry.NOOP);
    }
}
