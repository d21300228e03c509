package io.aman.session.session;

import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {

    static final String IN_BATCHES = "kafkaListenerInBatches";

    @Bean(IN_BATCHES)
    ConcurrentKafkaListenerContainerFactory<Object, Object> kafkaListenerInBatches(
            ConcurrentKafkaListenerContainerFactoryConfigurer configurer, ConsumerFactory<Object, Object> consumers) {
        var factory = new ConcurrentKafkaListenerContainerFactory<Object, Object>();
        configurer.configure(factory, consumers);
        factory.setBatchListener(true);
        factory.getContainerProperties().setAckMode(AckMode.BATCH);
        return factory;
    }

    @Bean
    SessionActivity sessionActivity(MongoOperations mongo, SessionPolicy policy) {
        return new MongoSessionActivity(mongo, policy);
    }

    @Bean
    ActivityListener activityListener(SessionActivity activity, Clock clock) {
        return new ActivityListener(activity, clock);
    }
}
