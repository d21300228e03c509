package io.aman.notification.channel.sms;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.sms.twilio.account-sid")
@EnableConfigurationProperties(TwilioProperties.class)
class SmsConfiguration {

    @Bean
    TwilioClient twilioClient(TwilioProperties properties) {
        return new TwilioClient(properties);
    }

    @Bean
    SmsChannel smsChannel(TwilioClient twilio, Clock clock) {
        return new SmsChannel(twilio, clock);
    }
}
