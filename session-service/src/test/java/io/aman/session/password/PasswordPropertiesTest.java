package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PasswordPropertiesTest {

    private static PasswordProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("session.password", PasswordProperties.class);
    }

    @Test
    void theProductsRulesHoldWhereNothingIsSaid() {
        var properties = bound(Map.of());
        assertThat(properties.policy()).isEqualTo(PasswordProfile.PRODUCT.policy());
        assertThat(properties.policy().history()).isEqualTo(5);
        assertThat(properties.warnBefore())
                .containsExactly(Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1));
        assertThat(properties.reset().lifetime()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void eachValueOfAProfileCanBeOverridden() {
        var policy = bound(Map.of(
                        "session.password.profile", "nist",
                        "session.password.min-length", "20",
                        "session.password.history", "2",
                        "session.password.max-age", "30d",
                        "session.password.own-words", "contained"))
                .policy();
        assertThat(policy)
                .isEqualTo(new PasswordPolicy(20, 8, false, 3, OwnWords.Rule.CONTAINED, 2, Duration.ofDays(30), false));
    }
}
