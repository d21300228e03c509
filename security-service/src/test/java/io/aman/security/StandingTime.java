package io.aman.security;

import io.aman.testing.MutableClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class StandingTime {

    @Bean
    MutableClock clock() {
        return MutableClock.at("2026-11-25T10:00:00Z");
    }
}
