package io.aman.session.mfa;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.platform.security.Sealed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Duration;
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
}
