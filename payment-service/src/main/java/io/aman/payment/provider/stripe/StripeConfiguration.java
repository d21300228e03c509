package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import io.aman.payment.provider.MethodHints;
import io.aman.payment.provider.Notices;
import io.aman.platform.webhook.LimitedBody;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("payment.provider.stripe.base-url")
@EnableConfigurationProperties(StripeProperties.class)
class StripeConfiguration {

    @Bean
    StripeProvider stripeProvider(StripeProperties properties) {
        return provider(properties);
    }

    @Bean
    StripeVault stripeVault(StripeProperties properties) {
        return new StripeVault(client(properties));
    }

    @Bean
    StripeWebhookController stripeWebhookController(
            StripeProperties properties, Notices notices, MethodHints hints, Clock clock) {
        var signature = new StripeSignature(properties.webhookSecret(), properties.webhookTolerance(), clock);
        return new StripeWebhookController(signature, notices, hints, new LimitedBody(properties.webhookMaxSize()));
    }

    @Bean
    StripeNotices stripeNotices() {
        return new StripeNotices();
    }

    @Bean
    StripeLedger stripeLedger(StripeProperties properties) {
        return new StripeLedger(new StripeBooks(client(properties)));
    }

    static StripeProvider provider(StripeProperties properties) {
        return new StripeProvider(client(properties));
    }

    static StripeClient client(StripeProperties properties) {
        return StripeClient.builder()
                .setApiKey(properties.apiKey().reveal())
                .setApiBase(properties.baseUrl().toString())
                .setMaxNetworkRetries(0) // who asks again, and when, is decided by us
                .setHttpClient(new StripeHttpClient(properties.connectTimeout(), properties.readTimeout()))
                .build();
    }
}
