package io.aman.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class RiskPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RiskProperties.class)
    static class Bound {}

    @Test
    void whatIsSaidCountsAndTheRestIsAsDelivered() {
        context.withPropertyValues(
                        "security.risk.version=ours-1",
                        "security.risk.weights.tor=0.9",
                        "security.risk.step-up-from=50")
                .run(started -> {
                    var properties = started.getBean(RiskProperties.class);
                    assertThat(properties.inForce().of(Kind.TOR)).isEqualTo(0.9);
                    assertThat(properties.inForce().of(Kind.NEW_DEVICE)).isEqualTo(0.2);
                    assertThat(properties.inForce().decision(50)).isEqualTo(Decision.STEP_UP);
                    assertThat(properties.inForce().version()).isEqualTo("ours-1");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.risk.weights.tor=0.9",
                "security.risk.version=x security.risk.weights.tor=1.1",
                "security.risk.version=x security.risk.weights.horoscope=0.5",
                "security.risk.notify-from=90",
                "security.risk.deny-from=0",
                "security.risk.kept=1h"
            })
    void aWrongValueStopsTheStart(String property) {
        context.withPropertyValues(property.split(" ", -1))
                .run(started -> assertThat(started).hasFailed());
    }
}
