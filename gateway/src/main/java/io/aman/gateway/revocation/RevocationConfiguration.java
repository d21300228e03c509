package io.aman.gateway.revocation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevocationProperties.class)
class RevocationConfiguration {

    @Bean
    Revocations revocations(Clock clock, RevocationProperties properties) {
        return new Revocations(clock, properties.maxStaleness());
    }

    @Bean
    RevocationListener revocationListener(
            ConsumerFactory<?, ?> settings, Revocations revocations, Clock clock, MeterRegistry meters) {
        return new RevocationListener(
                () -> consumer(settings.getConfigurationProperties()), revocations, clock, meters);
    }

    @Bean
    MeterBinder revocationMeters(Revocations revocations) {
        return meters -> {
            Gauge.builder("aman.revocation.staleness", revocations, Revocations::stalenessSeconds)
                    .baseUnit("seconds")
                    .description("Since the last heartbeat on the topic of revocations")
                    .register(meters);
            Gauge.builder("aman.revocation.entries", revocations, Revocations::entries)
                    .description("Sessions that are over and may still have tokens alive")
                    .register(meters);
        };
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-revocations");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
