package io.aman.gateway.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ActivityProperties.class)
class ActivityConfiguration {

    @Bean
    ActivityBook activityBook(Clock clock, ActivityProperties properties) {
        return new ActivityBook(clock, properties.flushInterval(), properties.maxSessions());
    }

    /** With a template of its own: thousands of these a second are worth no span each. */
    @Bean
    ActivityClient activityClient(
            ActivityBook book,
            ProducerFactory<String, byte[]> producers,
            MeterRegistry meters,
            ActivityProperties properties) {
        var told = Counter.builder("aman.activity.told")
                .description("Events of sessions in use that Kafka has acknowledged")
                .register(meters);
        return new ActivityClient(book, new KafkaTemplate<>(producers), told, properties.sweepInterval());
    }

    @Bean
    MeterBinder activityMeters(ActivityBook book) {
        return meters -> {
            Gauge.builder("aman.activity.sessions", book, ActivityBook::size)
                    .description("Sessions in use at this gateway")
                    .register(meters);
            FunctionCounter.builder("aman.activity.unrecorded", book, ActivityBook::unrecorded)
                    .description("Requests let through that are not told of, since too many sessions were in use")
                    .register(meters);
        };
    }
}
