package io.aman.session.mfa.code;

import io.aman.session.identity.IdentityProvider;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.FactorRemoval;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CodeProperties.class)
class CodeConfiguration {

    @Bean
    SentCodes sentCodes(KeyedHash hash) {
        return new SentCodes(hash.of("sent-code"));
    }

    @Bean
    SendingLimits sendingLimits(MongoOperations mongo) {
        var limits = new MongoSendingLimits(mongo);
        limits.declareIndexes();
        return limits;
    }

    @Bean
    CodeFactor.Sms smsFactor(SentCodes codes, FactorRecords records, Clock clock) {
        return new CodeFactor.Sms(codes, records, clock);
    }

    @Bean
    CodeFactor.Email emailFactor(CodeProperties properties, SentCodes codes, FactorRecords records, Clock clock) {
        return new CodeFactor.Email(properties.email(), codes, records, clock);
    }

    @Bean
    SendCode sendCode(
            SecondFactors factors,
            FactorRecords records,
            FactorEvents events,
            SendingLimits limits,
            SentCodes codes,
            StoredSecrets secrets,
            IdentityProvider identity,
            CodeProperties properties,
            Clock clock) {
        return new SendCode(factors, records, events, limits, codes, secrets, identity, properties, clock);
    }

    @Bean
    EnrolPhone enrolPhone(
            SendCode send,
            SentCodes codes,
            KeyedHash hash,
            CodeProperties properties,
            FactorRecords records,
            FactorRemoval removal,
            FactorEvents events,
            TrustedDevices devices,
            Clock clock) {
        return new EnrolPhone(
                send, codes, hash.of("phone-number"), properties.regions(), records, removal, events, devices, clock);
    }
}
