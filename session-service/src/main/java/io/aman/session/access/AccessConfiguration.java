package io.aman.session.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Roles roles(MongoOperations mongo) {
        var roles = new MongoRoles(mongo);
        roles.seed();
        return roles;
    }
}
