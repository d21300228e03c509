package io.aman.gateway.limit;

import io.aman.testing.MutableClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Imported by a Spring test with a standing clock: windows stand with it. */
@TestConfiguration(proxyBeanMethods = false)
public class StandingTicks {

    @Bean
    @Primary
    Ticks standingTicks(MutableClock clock) {
        return LimiterFixture.ticks(clock);
    }
}
