package io.aman.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Imported by a Spring test: its clock stands still until the test moves it. */
@TestConfiguration(proxyBeanMethods = false)
public class StandingTime {

    @Bean
    MutableClock clock() {
        return MutableClock.at("2026-11-25T10:00:00Z");
    }
}
