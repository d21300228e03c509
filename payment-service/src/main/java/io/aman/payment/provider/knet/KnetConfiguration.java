package io.aman.payment.provider.knet;

import io.aman.payment.provider.Notices;
import io.aman.platform.webhook.LimitedBody;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("payment.provider.knet.base-url")
@EnableConfigurationProperties(KnetProperties.class)
class KnetConfiguration {

    @Bean
    MongoKnetAttempts knetAttempts(MongoOperations mongo) {
        var attempts = new MongoKnetAttempts(mongo);
        attempts.declareIndexes();
        return attempts;
    }

    @Bean
    KnetCipher knetCipher(KnetProperties properties) {
        return new KnetCipher(properties.resourceKey());
    }

    @Bean
    KnetProvider knetProvider(KnetProperties properties, KnetCipher cipher, MongoKnetAttempts attempts, Clock clock) {
        return provider(properties, cipher, attempts, clock);
    }

    @Bean
    KnetWebhookController knetWebhookController(
            KnetProperties properties, KnetCipher cipher, MongoKnetAttempts attempts, Notices notices, Clock clock) {
        return new KnetWebhookController(
                cipher, attempts, notices, clock, new LimitedBody(properties.callbackMaxSize()));
    }

    @Bean
    KnetNotices knetNotices(KnetCipher cipher, MongoKnetAttempts attempts) {
        return new KnetNotices(cipher, attempts);
    }

    @Bean
    KnetLedger knetLedger(KnetProvider knet) {
        return new KnetLedger(knet);
    }

    @Bean
    KnetCertificationController knetCertificationController(MongoKnetAttempts attempts) {
        return new KnetCertificationController(attempts);
    }

    @Bean
    KnetWatch knetWatch(KnetProperties properties, MongoKnetAttempts attempts, Notices notices, Clock clock) {
        return new KnetWatch(attempts, notices, properties.looksAfterCapture(), properties.watchInterval(), clock);
    }

    @Bean
    KnetCertificateAlarm knetCertificateAlarm(KnetProperties properties, MeterRegistry meters, Clock clock) {
        return new KnetCertificateAlarm(properties, ServedCertificate::firstExpiry, meters, clock);
    }

    static KnetProvider provider(
            KnetProperties properties, KnetCipher cipher, MongoKnetAttempts attempts, Clock clock) {
        var client = new KnetClient(properties);
        var inquiry = new KnetInquiry(client, attempts, properties, clock);
        var refunds = new KnetRefunds(client, attempts, clock);
        return new KnetProvider(attempts, inquiry, new KnetPage(properties, cipher), refunds, clock);
    }
}
