package io.aman.notification.channel.webpush;

import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.PushProperties;
import io.aman.notification.target.TargetClient;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.push.web.subject")
@EnableConfigurationProperties(WebPushProperties.class)
class WebPushConfiguration {

    @Bean
    VapidKeys vapidKeys(WebPushProperties properties) {
        return new VapidKeys(properties.vapidKeys());
    }

    @Bean
    WebPushProvider webPush(
            Devices devices,
            VapidKeys keys,
            WebPushProperties properties,
            PushProperties push,
            TargetClient http,
            Clock clock) {
        return new WebPushProvider(devices, keys, properties.subject(), push, http, clock);
    }
}
