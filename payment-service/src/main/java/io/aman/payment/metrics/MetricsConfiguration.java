package io.aman.payment.metrics;

import io.aman.platform.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
class MetricsConfiguration {

    @Bean
    CallRecorder callRecorder(MeterRegistry meters, Clock clock) {
        return new CallRecorder(meters, clock);
    }

    @Bean
    MongoPaymentHours paymentHours(MongoOperations mongo) {
        return new MongoPaymentHours(mongo);
    }

    @Bean
    MongoCallHours callHours(MongoOperations mongo) {
        return new MongoCallHours(mongo, Ids.random("run_"));
    }

    @Bean
    Upkeep metricsUpkeep(
            CallRecorder recorder,
            MongoCallHours calls,
            MongoPaymentHours payments,
            MetricsProperties properties,
            Clock clock) {
        return new Upkeep(recorder, calls, payments, properties, clock);
    }
}
