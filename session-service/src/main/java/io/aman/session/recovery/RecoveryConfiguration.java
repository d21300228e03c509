package io.aman.session.recovery;

import io.aman.platform.PublicUrl;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.passkey.RemovePasskeys;
import io.aman.session.session.People;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecoveryProperties.class)
class RecoveryConfiguration {

    @Bean
    OutboxCollection recoveriesOutbox() {
        return new OutboxCollection(MongoRecoveries.COLLECTION);
    }

    @Bean
    Recoveries recoveries(MongoOperations mongo, Outbox outbox, OutboxRelay relay) {
        var recoveries = new MongoRecoveries(mongo, outbox, id -> relay.wake(MongoRecoveries.COLLECTION, id));
        recoveries.declareIndexes();
        return recoveries;
    }

    @Bean
    RemoveFactors removeFactors(
            RemovePasskeys passkeys,
            FactorRecords records,
            TrustedDevices devices,
            People people,
            NoticeSeal seal,
            Clock clock) {
        return new RemoveFactors(passkeys, records, devices, people, seal, clock);
    }

    @Bean
    Recover recover(
            Recoveries recoveries,
            RemoveFactors factors,
            NoticeSeal seal,
            PublicUrl base,
            RecoveryProperties properties,
            Clock clock) {
        return new Recover(recoveries, factors, seal, base, properties, clock);
    }

    @Bean
    RecoveryListener recoveryListener(Recover recover) {
        return new RecoveryListener(recover);
    }
}
