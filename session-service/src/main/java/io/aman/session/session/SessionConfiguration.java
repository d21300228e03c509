package io.aman.session.session;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.token.AccessTokens;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SessionPolicyProperties.class)
class SessionConfiguration {

    @Bean
    OutboxCollection sessionsOutbox() {
        return new OutboxCollection(MongoSessionDocument.COLLECTION);
    }

    @Bean
    Revocations revocations(AccessTokens tokens) {
        return new Revocations(tokens.lifetime());
    }

    @Bean
    OutboxCollection peopleOutbox() {
        return new OutboxCollection(MongoPeople.COLLECTION);
    }

    @Bean
    People people(MongoOperations mongo, Outbox outbox, OutboxRelay relay, Revocations revocations, Clock clock) {
        return new MongoPeople(mongo, outbox, id -> relay.wake(MongoPeople.COLLECTION, id), revocations, clock);
    }

    @Bean
    SessionPolicy sessionPolicy(SessionPolicyProperties properties) {
        return properties.policy();
    }

    @Bean
    Sessions sessions(
            MongoOperations mongo,
            Outbox outbox,
            OutboxRelay relay,
            Revocations revocations,
            Clients clients,
            Clock clock) {
        MongoSessionIndexes.declare(mongo);
        return new MongoSessions(
                mongo,
                outbox,
                id -> relay.wake(MongoSessionDocument.COLLECTION, id),
                new SessionEvents(revocations),
                clients,
                clock);
    }

    @Bean
    SessionRefresh sessionRefresh(Sessions sessions, SessionPolicy policy) {
        return new SessionRefresh(sessions, policy);
    }

    @Bean
    HeartbeatClient revocationHeartbeat(KafkaTemplate<String, byte[]> kafka, Clock clock) {
        return new HeartbeatClient(kafka, clock);
    }
}
