package io.aman.session.identity.oidc;

import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("session.identity.oidc.redirect-uri")
@EnableConfigurationProperties(OidcProperties.class)
class OidcConfiguration {

    @Bean
    CodeFlow signInElsewhere(
            OidcClient client,
            OidcProperties properties,
            Subjects subjects,
            KeyedHash hash,
            MongoOperations mongo,
            Clock clock) {
        var arrivals = new MongoArrivals(mongo, properties.collectWithin(), clock);
        arrivals.declareIndexes();
        var states = new SealedState(hash.of("oidc-state").hash("key"), properties.signInWithin(), clock);
        return new CodeFlow(client, properties, states, arrivals, subjects, clock);
    }

    @Bean
    BackChannelLogout signOutElsewhere(
            OidcClient client, OidcProperties properties, Subjects subjects, MongoOperations mongo, Clock clock) {
        var kept = BackChannelLogout.FRESH
                .plus(properties.collectWithin())
                .plus(properties.clockSkew())
                .multipliedBy(2);
        var signOuts = new MongoSignOuts(mongo, kept);
        signOuts.declareIndexes();
        return new BackChannelLogout(client, signOuts, subjects, properties.clockSkew(), clock);
    }
}
