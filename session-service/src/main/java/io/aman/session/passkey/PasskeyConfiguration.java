package io.aman.session.passkey;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.mfa.FactorPolicy;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NoticeSeal;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasskeyProperties.class)
class PasskeyConfiguration {

    @Bean
    OutboxCollection passkeysOutbox() {
        return new OutboxCollection(MongoKeyrings.COLLECTION);
    }

    @Bean
    Keyrings keyrings(MongoOperations mongo, Outbox outbox, OutboxRelay relay, Clock clock) {
        var keyrings = new MongoKeyrings(mongo, outbox, id -> relay.wake(MongoKeyrings.COLLECTION, id), clock);
        keyrings.declareIndexes();
        return keyrings;
    }

    @Bean
    Ceremonies ceremonies(MongoOperations mongo, Clock clock) {
        var ceremonies = new MongoCeremonies(mongo, clock);
        ceremonies.declareIndexes();
        return ceremonies;
    }

    @Bean
    RelyingParty relyingParty(PasskeyProperties properties, Clock clock) {
        return new RelyingParty(properties, clock);
    }

    @Bean
    PasskeyEvents passkeyEvents(NoticeSeal seal, Clock clock) {
        return new PasskeyEvents(seal, clock);
    }

    @Bean
    RegisterPasskey registerPasskey(
            RelyingParty party,
            Ceremonies ceremonies,
            Keyrings keyrings,
            PasskeyEvents events,
            TrustedDevices devices,
            PasskeyProperties properties,
            Clock clock) {
        return new RegisterPasskey(party, ceremonies, keyrings, events, devices, properties.optionsLifetime(), clock);
    }

    @Bean
    OwnPasskeys ownPasskeys(
            Keyrings keyrings,
            PasskeyEvents events,
            FactorRecords others,
            FactorPolicy policy,
            TrustedDevices devices,
            IdentityProvider identity) {
        return new OwnPasskeys(keyrings, events, others, policy, devices, identity::find);
    }

    @Bean
    RemovePasskeys removePasskeys(Keyrings keyrings) {
        return new RemovePasskeys(keyrings);
    }

    @Bean
    PasskeyCheck passkeyCheck(
            RelyingParty party,
            Ceremonies ceremonies,
            Keyrings keyrings,
            PasskeyEvents events,
            PasskeyProperties properties,
            Clock clock) {
        return new PasskeyCheck(party, ceremonies, keyrings, events, properties.optionsLifetime(), clock);
    }

    @Bean
    PasskeyFactor passkeyFactor(PasskeyCheck check) {
        return new PasskeyFactor(check);
    }
}
