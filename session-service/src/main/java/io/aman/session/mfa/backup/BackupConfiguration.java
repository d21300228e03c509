package io.aman.session.mfa.backup;

import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackupConfiguration {

    @Bean
    BackupFactor backupFactor(FactorRecords records, FactorEvents events, StoredSecrets secrets, Clock clock) {
        return new BackupFactor(records, events, secrets, clock);
    }

    @Bean
    RenewBackupCodes renewBackupCodes(
            SecondFactors factors, FactorRecords records, FactorEvents events, StoredSecrets secrets, Clock clock) {
        return new RenewBackupCodes(factors, records, events, secrets, clock);
    }
}
