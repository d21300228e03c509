package io.aman.payment.erasure;

import io.aman.payment.privacy.PersonalData;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
class ErasureConfiguration {

    @Bean
    MongoErasures mongoErasures(MongoOperations mongo) {
        var erasures = new MongoErasures(mongo);
        erasures.declareIndexes();
        return erasures;
    }

    @Bean
    ErasureDesk erasureDesk(
            MongoErasures erasures, ObjectProvider<PersonalData> features, ErasureProperties properties, Clock clock) {
        return new ErasureDesk(erasures, features.orderedStream().toList(), properties, clock);
    }
}
