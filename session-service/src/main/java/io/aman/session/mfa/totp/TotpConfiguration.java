package io.aman.session.mfa.totp;

import io.aman.session.identity.IdentityProvider;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.FactorRemoval;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TotpProperties.class)
class TotpConfiguration {

    @Bean
    TotpFactor totpFactor(TotpProperties properties, FactorRecords records, StoredSecrets secrets, Clock clock) {
        return new TotpFactor(new Totp(properties.skewSteps()), records, secrets, clock);
    }

    @Bean
    EnrolTotp enrolTotp(
            TotpProperties properties,
            FactorRecords records,
            FactorRemoval removal,
            FactorEvents events,
            TrustedDevices devices,
            StoredSecrets secrets,
            IdentityProvider identity,
            Clock clock) {
        return new EnrolTotp(
                new Totp(properties.skewSteps()),
                properties.issuer(),
                records,
                removal,
                events,
                devices,
                secrets,
                identity,
                clock);
    }
}
