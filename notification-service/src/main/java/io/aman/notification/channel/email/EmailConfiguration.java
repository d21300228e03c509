package io.aman.notification.channel.email;

import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.email.from")
@EnableConfigurationProperties(EmailProperties.class)
class EmailConfiguration {

    @Bean
    EmailChannel emailChannel(
            JavaMailSender mail, EmailProperties properties, UnsubscribeLinks unsubscribe, Traces traces, Clock clock) {
        return new EmailChannel(mail, properties, unsubscribe, traces, clock);
    }
}
