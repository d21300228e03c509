package io.aman.session.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class TrustedDevicePropertiesTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TrustedDeviceProperties.class)
    static class Properties {}

    @Test
    void devicesAreRememberedForThirtyDays() {
        service.run(context -> assertThat(remembered(context.getBean(TrustedDeviceProperties.class)))
                .isEqualTo(Duration.ofDays(30)));
    }

    @Test
    void theProfileNistRemembersNoneWhateverElseIsSaid() {
        service.withPropertyValues("session.device.profile=nist")
                .run(context -> assertThat(remembered(context.getBean(TrustedDeviceProperties.class)))
                        .isZero());
        service.withPropertyValues("session.device.profile=nist", "session.device.remember=30d")
                .run(context -> assertThat(context).hasFailed());
    }

    private static Duration remembered(TrustedDeviceProperties properties) {
        return properties.remembered();
    }
}
