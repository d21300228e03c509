package io.aman.platform.security;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

@AutoConfiguration
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {

    /** Lazy: a service that seals nothing has no keys, and one that does won't start without. */
    @Bean
    @Lazy
    Sealed sealed(SealingProperties properties) {
        return new Sealed(properties.keys());
    }
}
