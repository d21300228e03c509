package io.aman.payment.method;

import io.aman.payment.provider.MethodVaults;
import io.aman.payment.provider.ReturnUrls;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MethodProperties.class)
class MethodConfiguration {

    @Bean
    Wallets wallets(MongoOperations mongo) {
        var wallets = new MongoWallets(mongo);
        wallets.declareIndexes();
        return wallets;
    }

    @Bean
    KeepMethods keepMethods(
            Wallets wallets, MethodVaults vaults, ReturnUrls returnUrls, MethodProperties properties, Clock clock) {
        return new KeepMethods(wallets, vaults, returnUrls, properties, clock);
    }

    @Bean
    SavedMethods savedMethods(Wallets wallets) {
        return new SavedMethods(wallets);
    }

    @Bean
    PersonalMethods personalMethods(KeepMethods methods, Wallets wallets) {
        return new PersonalMethods(methods, wallets);
    }

    @Bean
    MethodSweeper methodSweeper(KeepMethods methods, MethodProperties properties) {
        return new MethodSweeper(methods, properties.sweepInterval());
    }
}
