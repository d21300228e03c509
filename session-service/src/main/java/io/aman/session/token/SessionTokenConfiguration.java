package io.aman.session.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.platform.security.TokenProperties;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SessionTokenProperties.class, TokenProperties.class})
class SessionTokenConfiguration {

    private static final String ASK_ABOUT_ATTEMPTS = "security.attempt";

    @Bean
    OutboxCollection signingKeysOutbox() {
        return new OutboxCollection(MongoSigningKeys.COLLECTION);
    }

    @Bean
    SigningKeys installationKeys(
            MongoOperations mongo,
            Outbox outbox,
            OutboxRelay relay,
            SessionTokenProperties properties,
            TokenProperties expected,
            Clock clock) {
        var keys = SigningKeys.open(
                new MongoSigningKeys(mongo, outbox, id -> relay.wake(MongoSigningKeys.COLLECTION, id)),
                new KeyVault(properties.encryptionKeyBytes(), properties.previousEncryptionKeyBytes()),
                new KeyTimes(properties.keyLifetime(), expected.jwksLifetime(), properties.accessLifetime()),
                clock);
        Optional.ofNullable(properties.restoredAt()).ifPresent(keys::withdrawBefore);
        return keys;
    }

    @Bean
    KeyRotation keyRotation(SigningKeys keys) {
        return new KeyRotation(keys);
    }

    /** This service verifies with its own keys instead of fetching them from itself. */
    @Bean
    JWKSource<SecurityContext> ownSigningKeys(SigningKeys keys) {
        return (selector, _) -> selector.select(keys.published());
    }

    @Bean
    AccessTokens accessTokens(SigningKeys keys, TokenProperties expected, SessionTokenProperties properties) {
        return new AccessTokens(keys, expected, properties.accessLifetime());
    }

    @Bean
    ServiceToken serviceToken(AccessTokens tokens, Clock clock) {
        return new ServiceToken(tokens, "session-service", ASK_ABOUT_ATTEMPTS, clock);
    }

    @Bean
    KeyedHash keyedHash(SessionTokenProperties properties) {
        return new KeyedHash(properties.refreshKeyBytes());
    }

    @Bean
    StoredSecrets storedSecrets(SessionTokenProperties properties) {
        return new StoredSecrets(properties.encryptionKeyBytes(), properties.previousEncryptionKeyBytes());
    }

    @Bean
    RefreshTokens refreshTokens(KeyedHash keyedHash) {
        return new RefreshTokens(keyedHash.of("refresh-token"));
    }
}
