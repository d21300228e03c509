package io.aman.session.mfa.policy;

import io.aman.session.mfa.FactorPolicy;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FactorPolicyProperties.class)
class FactorPolicyConfiguration {

    @Bean
    FactorPolicy factorPolicy(FactorPolicyProperties properties, MongoOperations mongo, Clock clock) {
        return new RolesPolicy(
                properties.requiredRoles(), properties.enrolWithin(), new MongoFirstDemands(mongo), clock);
    }
}
