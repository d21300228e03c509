package io.aman.notification.channel.fcm;

import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.PushProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("notification.push.fcm.service-account")
@EnableConfigurationProperties(FcmProperties.class)
class FcmConfiguration {

    @Bean
    FcmProvider fcm(Devices devices, FcmProperties properties, PushProperties push, Clock clock) {
        return new FcmProvider(devices, properties, push, clock);
    }
}
