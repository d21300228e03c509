package io.aman.gateway.cors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPropertiesTest {

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "null",
                "https://*.example",
                "https://shop.example/",
                "https://shop.example/path",
                "https://Shop.example",
                "shop.example",
                "ftp://shop.example",
                "https://user@shop.example"
            })
    void whatIsNotOneOriginStopsTheStart(String origin) {
        assertThat(validator.validate(properties(origin))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example", "http://localhost:3000", "https://[2001:db8::1]:8443", "http://127.0.0.1"
            })
    void anOriginIsSchemeHostAndPort(String origin) {
        assertThat(validator.validate(properties(origin))).isEmpty();
    }

    private static CorsProperties properties(String origin) {
        return new CorsProperties(List.of(origin), false, List.of(), List.of(), List.of(), Duration.ofMinutes(1));
    }
}
