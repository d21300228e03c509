package io.aman.session.identity.keycloak;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.identity.PasswordHashing;
import io.aman.session.identity.oidc.OidcClient;
import io.aman.session.identity.oidc.OidcIssuer;
import io.aman.session.identity.oidc.OidcIssuer.Endpoints;
import io.aman.session.token.KeyedHash;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "session.identity.provider", havingValue = "keycloak")
@EnableConfigurationProperties(KeycloakProperties.class)
class KeycloakConfiguration {

    /** Only who chooses a password waits for a record of it. */
    private static final int RECORDS_QUEUE = 50;

    private static final Duration RECORDS_PATIENCE = Duration.ofSeconds(3);

    @Bean
    OutboxCollection keycloakPeopleOutbox() {
        return new OutboxCollection(MongoKnownPeople.COLLECTION);
    }

    @Bean
    KeycloakRealm keycloakRealm(KeycloakProperties properties, CircuitBreakerRegistry breakers) {
        return new KeycloakRealm(properties, breakers.circuitBreaker("identity"));
    }

    @Bean
    OidcIssuer keycloakIssuer(KeycloakProperties properties) {
        var endpoints = new Endpoints(
                properties.publicEndpoint("auth"), properties.endpoint("token"), properties.endpoint("certs"));
        return new OidcIssuer(properties.issuer(), endpoints, properties.connectTimeout(), properties.readTimeout());
    }

    @Bean
    OidcClient keycloakClient(OidcIssuer issuer, KeycloakProperties properties) {
        return new OidcClient(
                issuer, properties.client().id(), properties.client().secret());
    }

    @Bean
    KeycloakPeopleClient keycloakPeopleClient(KeycloakRealm realm) {
        return new KeycloakPeopleClient(realm);
    }

    @Bean
    MongoKnownPeople mongoKnownPeople(
            KeycloakProperties properties, MongoOperations mongo, Outbox outbox, OutboxRelay relay, Clock clock) {
        var known = new MongoKnownPeople(
                mongo, outbox, id -> relay.wake(MongoKnownPeople.COLLECTION, id), properties.issuer(), clock);
        known.declareIndexes();
        return known;
    }

    @Bean
    KeycloakDirectory keycloakDirectory(
            KeycloakPeopleClient people, MongoKnownPeople known, KeycloakProperties properties, OidcIssuer issuer) {
        return new KeycloakDirectory(people, known, passwords(issuer, properties));
    }

    @Bean
    KeycloakPasswords keycloakPasswords(
            KeycloakDirectory directory,
            KeycloakPeopleClient people,
            MongoKnownPeople known,
            MongoOperations mongo,
            Outbox outbox,
            OutboxRelay relay,
            KeyedHash hash,
            Clock clock) {
        var passwords =
                new MongoKeycloakPasswords(mongo, outbox, id -> relay.wake(MongoKnownPeople.COLLECTION, id), clock);
        passwords.declareIndexes();
        var hashing = new PasswordHashing(Runtime.getRuntime().availableProcessors(), RECORDS_QUEUE, RECORDS_PATIENCE);
        return new KeycloakPasswords(
                directory, people, known, passwords, hashing, hash.of("password-record")::hash, clock);
    }

    private static @Nullable KeycloakPasswordClient passwords(OidcIssuer issuer, KeycloakProperties properties) {
        var grant = properties.directGrant();
        if (!grant.enabled()) {
            return null;
        }
        var client = new OidcClient(issuer, grant.id(), Objects.requireNonNull(grant.secret()));
        return new KeycloakPasswordClient(issuer, client, properties.endpoint("logout"));
    }
}
