package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class SessionPolicyPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SessionPolicyProperties.class)
    static class Bound {}

    private void expect(SessionPolicy expected, String... properties) {
        context.withPropertyValues(properties)
                .run(started -> assertThat(
                                started.getBean(SessionPolicyProperties.class).policy())
                        .isEqualTo(expected));
    }

    private static SessionPolicy policy(Duration idle, Duration max) {
        var product = Policies.PRODUCT;
        return new SessionPolicy(idle, product.lifetime(), max, product.warnBefore(), 0, product.whenFull());
    }

    @Test
    void theProfileDecidesWhatNothingIsSaidAbout() {
        expect(Policies.PRODUCT);
        expect(policy(Duration.ofHours(1), Duration.ofDays(1)), "session.policy.profile=nist");
        expect(policy(Duration.ofMinutes(15), Duration.ofDays(1)), "session.policy.profile=pci");
        expect(
                policy(Duration.ofMinutes(10), Duration.ofDays(1)),
                "session.policy.profile=pci",
                "session.policy.idle=10m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle=5m",
                "idle=10s",
                "idle=0s",
                "warn-before=24h",
                "warn-before=0s",
                "lifetime=73h",
                "max-lifetime=23h",
                "max-lifetime=31d",
                "max-sessions=-1",
                "when-full=whatever",
                "profile=lax"
            })
    void aPolicyThatContradictsItselfStopsTheStart(String property) {
        context.withPropertyValues("session.policy." + property)
                .run(started -> assertThat(started).hasFailed());
    }

    @Test
    void theWarningComesBeforeWhicheverEndIsFirst() {
        var start = Instant.parse("2026-11-25T10:00:00Z");
        var session = Session.start(Person.fresh("usr_1"), new Origin("::1", null), Proof.password(start));
        var idle = start.plusSeconds(30 * 60 + 30);
        var fresh = Policies.PRODUCT.deadlines(session);
        assertThat(fresh).isEqualTo(new SessionPolicy.Deadlines(session.expiresAt(), idle, idle.minusSeconds(300)));
        var late =
                Policies.PRODUCT.deadlines(session.rotated(session.expiresAt().minusSeconds(60)));
        assertThat(late.warnAt()).isEqualTo(session.expiresAt().minusSeconds(300));
    }
}
