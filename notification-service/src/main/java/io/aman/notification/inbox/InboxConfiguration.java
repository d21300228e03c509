package io.aman.notification.inbox;

import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {

    @Bean
    OutboxCollection inboxesOutbox() {
        return new OutboxCollection(MongoBoxes.COLLECTION);
    }

    @Bean
    InboxAnnouncer inboxAnnouncer(OutboxRelay relay) {
        return userId -> relay.wake(MongoBoxes.COLLECTION, userId);
    }

    @Bean
    InboxRetention inboxRetention(Inbox inbox, InboxProperties properties, Clock clock) {
        return new InboxRetention(inbox, properties, clock);
    }
}
