package io.aman.notification.channel.email;

import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.email.from")
@EnableConfigurationProperties(EmailProperties.class)
class EmailConfiguration {

    @Bean
    @Order(1)
    SmtpProvider smtpProvider(
            JavaMailSender mail,
            EmailProperties properties,
            UnsubscribeLinks unsubscribe,
            ObjectProvider<ReturnPath> returnPath,
            Traces traces,
            Clock clock) {
        return new SmtpProvider("smtp", mail, properties, unsubscribe, returnPath.getIfAvailable(), traces, clock);
    }

    /** Where mails come back to that could not be delivered. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.email.bounces.address")
    @EnableConfigurationProperties(BounceProperties.class)
    static class Bounces {

        @Bean
        ReturnPath returnPath(BounceProperties properties, Sealed sealed) {
            return new ReturnPath(properties.address(), sealed);
        }
    }

    /** A second mail server, for when the first takes nothing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.email.standby.host")
    @EnableConfigurationProperties(StandbyProperties.class)
    static class Standby {

        @Bean
        @Order(2)
        SmtpProvider standbySmtpProvider(
                JavaMailSender mail,
                StandbyProperties standby,
                EmailProperties properties,
                UnsubscribeLinks unsubscribe,
                ObjectProvider<ReturnPath> returnPath,
                Traces traces,
                Clock clock) {
            return new SmtpProvider(
                    "standby",
                    sender(mail, standby),
                    properties,
                    unsubscribe,
                    returnPath.getIfAvailable(),
                    traces,
                    clock);
        }

        /** With the time-outs and the encryption of the first. */
        private static JavaMailSender sender(JavaMailSender first, StandbyProperties standby) {
            var sender = new JavaMailSenderImpl();
            if (first instanceof JavaMailSenderImpl known) {
                sender.getJavaMailProperties().putAll(known.getJavaMailProperties());
            }
            sender.setHost(standby.host());
            sender.setPort(standby.port());
            sender.setDefaultEncoding("UTF-8");
            if (standby.username() != null && standby.password() != null) {
                sender.setUsername(standby.username());
                sender.setPassword(standby.password().reveal());
                sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
            }
            return sender;
        }
    }
}
