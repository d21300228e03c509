package io.aman.session.identity.embedded;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxCollection;
import io.aman.platform.outbox.OutboxRelay;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordHashing;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "session.identity.provider", havingValue = "embedded", matchIfMissing = true)
@EnableConfigurationProperties(EmbeddedProperties.class)
class EmbeddedIdentityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedIdentityConfiguration.class);

    @Bean
    OutboxCollection usersOutbox() {
        return new OutboxCollection(MongoUsers.COLLECTION);
    }

    @Bean
    PasswordHashing embeddedHashing(EmbeddedProperties properties) {
        return new PasswordHashing(
                Runtime.getRuntime().availableProcessors(), properties.hashingQueue(), properties.hashingPatience());
    }

    @Bean
    MongoUsers mongoUsers(MongoOperations mongo, Outbox outbox, OutboxRelay relay) {
        var users = new MongoUsers(mongo, outbox, id -> relay.wake(MongoUsers.COLLECTION, id));
        users.declareIndexes();
        return users;
    }

    @Bean
    EmbeddedDirectory embeddedDirectory(MongoUsers users, PasswordHashing hashing, Clock clock) {
        return new EmbeddedDirectory(users, hashing, clock);
    }

    @Bean
    EmbeddedPasswords embeddedPasswords(
            MongoUsers users,
            PasswordHashing hashing,
            MongoOperations mongo,
            Outbox outbox,
            OutboxRelay relay,
            Clock clock) {
        var passwords = new MongoUserPasswords(mongo, outbox, id -> relay.wake(MongoUsers.COLLECTION, id));
        passwords.declareIndexes();
        return new EmbeddedPasswords(users, passwords, hashing, clock);
    }

    @Bean
    ApplicationRunner administrator(EmbeddedDirectory directory, EmbeddedProperties properties) {
        return _ -> {
            var admin = properties.admin();
            if (admin.password() != null) {
                var user = new NewUser(
                        EmailAddress.of(admin.email()), Password.chosen(admin.password()), "Administrator", "en");
                if (directory.addAdministrator(user)) {
                    log.info("Created the administrator's account");
                }
            }
        };
    }
}
