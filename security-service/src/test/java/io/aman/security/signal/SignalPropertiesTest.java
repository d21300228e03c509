package io.aman.security.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class SignalPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SignalProperties.class)
    static class Bound {}

    @Test
    void whatIsSaidCountsAndTheRestIsAsDelivered() {
        context.withPropertyValues(
                        "security.signal.detectors.brute-force.mode=watch",
                        "security.signal.detectors.brute-force.thresholds.failures=5",
                        "security.signal.detectors.dormancy.thresholds.idleSeconds=3600")
                .run(started -> {
                    var properties = started.getBean(SignalProperties.class);
                    assertThat(properties.configured(Kind.BRUTE_FORCE))
                            .isEqualTo(new Settings(Mode.WATCH, Map.of("failures", 5L)));
                    assertThat(properties.configured(Kind.DORMANCY))
                            .isEqualTo(new Settings(Mode.ACT, Map.of("idleSeconds", 3600L)));
                    assertThat(properties.configured(Kind.TOR)).isEqualTo(Detection.usual(Kind.TOR));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.signal.detectors.horoscope.mode=act",
                "security.signal.detectors.tor.mode=maybe",
                "security.signal.detectors.brute-force.thresholds.failures=0",
                "security.signal.detectors.brute-force.thresholds.failure=5",
                "security.signal.profiles-kept=1h"
            })
    void aWrongValueStopsTheStart(String property) {
        context.withPropertyValues(property.split(" ", -1))
                .run(started -> assertThat(started).hasFailed());
    }
}
