package io.aman.session.device;

import io.aman.platform.geo.Places;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.session.Clients;
import io.aman.session.token.CountedTokens;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustedDeviceProperties.class)
class DeviceConfiguration {

    @Bean
    Clients clients(Places places) {
        return new KnownClients(new UserAgents(), places);
    }

    @Bean
    OutboxCollection trustedDevicesOutbox() {
        return new OutboxCollection(MongoDeviceBooks.COLLECTION);
    }

    @Bean
    DeviceBooks deviceBooks(MongoOperations mongo, Outbox outbox, OutboxRelay relay, Clock clock) {
        return new MongoDeviceBooks(mongo, outbox, id -> relay.wake(MongoDeviceBooks.COLLECTION, id), clock);
    }

    @Bean
    RememberDevices trustedDevices(
            DeviceBooks books,
            KeyedHash hash,
            Clients clients,
            NoticeSeal seal,
            TrustedDeviceProperties properties,
            Clock clock) {
        return new RememberDevices(
                books,
                new CountedTokens(hash.of("device-token"), "dev_"),
                clients,
                seal,
                properties.remembered(),
                clock);
    }
}
