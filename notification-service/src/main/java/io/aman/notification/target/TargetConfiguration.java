package io.aman.notification.target;

import java.time.Clock;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TargetProperties.class)
class TargetConfiguration {

    @Bean
    CheckedResolver targetResolver(TargetProperties properties) {
        return new CheckedResolver(SystemDefaultDnsResolver.INSTANCE, properties.allowPrivateAddresses());
    }

    @Bean
    Targets targets(TargetProperties properties, CheckedResolver resolver) {
        return new Targets(properties, resolver);
    }

    @Bean
    TargetClient targetClient(TargetProperties properties, CheckedResolver resolver, Targets targets, Clock clock) {
        return new TargetClient(properties, resolver, targets, clock);
    }
}
