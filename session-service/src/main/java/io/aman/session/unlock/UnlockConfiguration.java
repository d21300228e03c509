package io.aman.session.unlock;

import io.aman.platform.PublicUrl;
import io.aman.session.access.SignInHolds;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.notice.SignedLinks;
import io.aman.session.session.People;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UnlockProperties.class)
class UnlockConfiguration {

    private static final String PATH = "/unlock";

    @Bean
    SignedLinks unlockLinks(PublicUrl base, KeyedHash hash, Clock clock) {
        return new SignedLinks(base, PATH, "ulk_", hash.of("unlock"), clock);
    }

    @Bean
    MongoLocks signInLocks(MongoOperations mongo) {
        var locks = new MongoLocks(mongo);
        locks.declareIndexes();
        return locks;
    }

    @Bean
    TellOwner tellOwner(
            MongoLocks locks,
            PasswordDirectory directory,
            People people,
            SignedLinks links,
            NoticeSeal seal,
            UnlockProperties properties,
            Clock clock) {
        return new TellOwner(locks, directory, people, links, seal, properties, clock);
    }

    @Bean
    UnlockAccount unlockAccount(
            SignedLinks links, IdentityProvider identity, People people, SignInHolds holds, OwnersDevices devices) {
        return new UnlockAccount(links, identity, people, holds, devices);
    }
}
