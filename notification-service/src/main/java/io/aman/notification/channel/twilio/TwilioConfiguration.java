package io.aman.notification.channel.twilio;

import io.aman.notification.channel.whatsapp.ConversationWindows;
import io.aman.notification.channel.whatsapp.WhatsAppTemplates;
import io.aman.notification.delivery.Provider;
import io.aman.platform.PublicUrl;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
class TwilioConfiguration {

    @Bean
    TwilioAccounts twilioAccounts(
            ObjectProvider<TwilioProperties> sms, ObjectProvider<TwilioWhatsAppProperties> whatsApp) {
        return TwilioAccounts.of(sms.getIfAvailable(), whatsApp.getIfAvailable());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.sms.twilio.account-sid")
    @EnableConfigurationProperties(TwilioProperties.class)
    static class Sms {

        @Bean
        TwilioClient twilioSmsClient(TwilioProperties properties, Clock clock) {
            return new TwilioClient("sms", properties.account(), clock);
        }

        @Bean
        @Order(1)
        Provider twilioSms(TwilioClient twilioSmsClient, TwilioProperties properties, PublicUrl base, Clock clock) {
            return new TwilioSms("twilio", properties.from(), twilioSmsClient, new TwilioCallback(base), clock);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.sms.twilio.standby.account-sid")
    static class SmsStandby {

        @Bean
        TwilioClient twilioStandbyClient(TwilioProperties properties, Clock clock) {
            return new TwilioClient("sms", properties.account(standby(properties)), clock);
        }

        @Bean
        @Order(2)
        Provider twilioSmsStandby(
                TwilioClient twilioStandbyClient, TwilioProperties properties, PublicUrl base, Clock clock) {
            return new TwilioSms(
                    "standby", standby(properties).from(), twilioStandbyClient, new TwilioCallback(base), clock);
        }

        private static TwilioProperties.Standby standby(TwilioProperties properties) {
            var standby = properties.standby();
            if (standby == null) {
                throw new IllegalStateException("notification.sms.twilio.standby is not set");
            }
            return standby;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.whatsapp.twilio.account-sid")
    @EnableConfigurationProperties(TwilioWhatsAppProperties.class)
    static class WhatsApp {

        @Bean
        TwilioClient twilioWhatsAppClient(TwilioWhatsAppProperties properties, Clock clock) {
            return new TwilioClient(WhatsAppTemplates.CHANNEL, properties.account(), clock);
        }

        @Bean
        @Order(2)
        Provider twilioWhatsApp(
                TwilioClient twilioWhatsAppClient,
                TwilioWhatsAppProperties properties,
                PublicUrl base,
                WhatsAppTemplates templates,
                ConversationWindows windows) {
            return new TwilioWhatsApp(
                    properties.from(), twilioWhatsAppClient, new TwilioCallback(base), templates, windows);
        }
    }
}
