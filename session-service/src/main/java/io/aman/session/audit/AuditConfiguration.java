package io.aman.session.audit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(MongoOperations mongo, AuditProperties properties) {
        var trail = new MongoAuditTrail(mongo, properties.keep());
        trail.declareIndexes();
        return trail;
    }

    @Bean
    AuditListener auditListener(AuditTrail trail) {
        return new AuditListener(trail);
    }
}
