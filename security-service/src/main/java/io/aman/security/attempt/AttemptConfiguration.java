package io.aman.security.attempt;

import io.aman.security.lockout.Lockouts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
class AttemptConfiguration {

    @Bean
    MongoActivities activities(MongoOperations mongo) {
        var activities = new MongoActivities(mongo);
        activities.declareIndexes();
        return activities;
    }

    @Bean
    LoginListener loginListener(MongoActivities activities, Lockouts lockouts) {
        return new LoginListener(activities, lockouts);
    }
}
