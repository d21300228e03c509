package io.aman.gateway.stream;

import io.aman.gateway.revocation.Revocations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    OpenStreams openStreams(Revocations revocations, StreamProperties properties, Clock clock) {
        return new OpenStreams(revocations, properties, clock);
    }

    @Bean
    MeterBinder streamMeters(OpenStreams streams) {
        return meters -> Gauge.builder("aman.streams.open", streams, OpenStreams::size)
                .description("Streams of events that are open")
                .register(meters);
    }
}
