package io.aman.payment.audit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    @Bean
    AuditKeys auditKeys(AuditProperties properties) {
        return new AuditKeys(properties.key());
    }

    @Bean
    AuditChain auditChain(AuditKeys keys) {
        return new AuditChain(keys);
    }

    @Bean
    CheckTrails checkTrails(Trails trails, AuditKeys keys, AuditProperties properties) {
        return new CheckTrails(trails, new VerifyTrail(keys, properties.chainedSince()));
    }
}
