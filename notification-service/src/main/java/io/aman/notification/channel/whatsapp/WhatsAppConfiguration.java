package io.aman.notification.channel.whatsapp;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemplateProperties.class)
class WhatsAppConfiguration {

    private static final Duration CLEANING = Duration.ofHours(1);

    @Bean
    SchedulingConfigurer conversationWindowSweep(MongoConversationWindows windows) {
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(windows::clean, CLEANING, CLEANING));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("notification.whatsapp.meta.phone-number-id")
    @EnableConfigurationProperties(MetaProperties.class)
    static class Meta {

        @Bean
        @Order(1)
        MetaProvider metaWhatsApp(
                MetaProperties properties, WhatsAppTemplates templates, ConversationWindows windows, Clock clock) {
            return new MetaProvider(properties, templates, windows, clock);
        }
    }
}
