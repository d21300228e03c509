package io.aman.session.mfa;

import io.aman.platform.Secret;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.platform.security.Sealed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.session.Origin;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
class MfaConfiguration {

    private static final Duration RESEAL_EVERY = Duration.ofHours(1);

    @Bean
    OutboxCollection factorsOutbox() {
        return new OutboxCollection(MongoFactors.COLLECTION);
    }

    @Bean
    MongoFactors factorRecords(MongoOperations mongo, Outbox outbox, OutboxRelay relay) {
        var factors = new MongoFactors(mongo, outbox, id -> relay.wake(MongoFactors.COLLECTION, id));
        factors.declareIndexes();
        return factors;
    }

    @Bean
    Resealing resealing(MongoFactors factors, StoredSecrets secrets) {
        return new Resealing(factors, secrets, RESEAL_EVERY);
    }

    @Bean
    FactorEvents factorEvents(NoticeSeal seal, Sealed sealed) {
        return new FactorEvents(seal, sealed);
    }

    @Bean
    Challenges challenges(KeyedHash hash, Clock clock) {
        return new Challenges(hash.of("challenge"), clock);
    }

    @Bean
    MfaTokens mfaTokens(KeyedHash hash, Challenges challenges, Clock clock) {
        return new MfaTokens(hash.of("mfa-token"), challenges, clock);
    }

    @Bean
    SecondFactors secondFactors(
            ObjectProvider<SecondFactor> kinds, FactorRecords records, FactorPolicy policy, Clock clock) {
        return new SecondFactors(kinds.stream().toList(), records, policy, clock);
    }

    @Bean
    FactorCheck factorCheck(SecondFactors factors, FactorRecords records, FactorEvents events, Clock clock) {
        return new FactorCheck(factors, records, events, clock);
    }

    @Bean
    FactorRemoval factorRemoval(
            SecondFactors factors,
            FactorRecords records,
            FactorPolicy policy,
            TrustedDevices devices,
            FactorEvents events,
            IdentityProvider identity,
            Clock clock) {
        return new FactorRemoval(factors, records, policy, devices, events, identity, clock);
    }

    /** Nobody has to have one. */
    @Bean
    FactorPolicy nobodyNeedsAFactor() {
        return new FactorPolicy() {
            @Override
            public boolean demands(User user) {
                return false;
            }

            @Override
            public Optional<Instant> deadline(User user) {
                return Optional.empty();
            }
        };
    }

    /** No device is trusted. */
    @Bean
    TrustedDevices noDeviceIsTrusted() {
        return new TrustedDevices() {
            @Override
            public Optional<Secret> trusts(String userId, @Nullable Secret deviceToken, Origin origin) {
                return Optional.empty();
            }

            @Override
            public Optional<Secret> trust(String userId, Origin origin) {
                return Optional.empty();
            }

            @Override
            public void forgetAll(String userId, String reason) {}
        };
    }
}
