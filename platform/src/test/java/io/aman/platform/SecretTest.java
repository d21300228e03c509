package io.aman.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SecretTest {

    private record Properties(String name, Secret apiKey) {}

    private final Secret secret = Secret.of("sk_planted");

    @Test
    void itIsRevealedOnlyWhereAskedFor() {
        assertThat(secret.reveal()).isEqualTo("sk_planted");
    }

    @Test
    void noWayOfPrintingShowsIt() {
        assertThat(secret).hasToString("***");
        assertThat(new Properties("shop", secret).toString()).doesNotContain("planted");
        assertThat("%s %s".formatted(secret, new Properties("shop", secret))).doesNotContain("planted");
        assertThat(new JsonMapper().writeValueAsString(secret)).doesNotContain("planted");
    }

    @Test
    void secretsAreEqualByValue() {
        assertThat(secret)
                .isEqualTo(Secret.of("sk_planted"))
                .hasSameHashCodeAs(Secret.of("sk_planted"))
                .isNotEqualTo(Secret.of("sk_planteD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aBlankSecretIsAForgottenOne(String blank) {
        assertThatThrownBy(() -> Secret.of(blank)).isInstanceOf(IllegalArgumentException.class);
    }
}
