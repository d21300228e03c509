package io.aman.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://pay.example.com/aman", "https://pay.example.com/aman/"})
    void aTokenStandsBehindTheHashOfAPathBelowTheBase(String base) {
        assertThat(new PublicUrl(URI.create(base)).link("/not-me", Secret.of("abc")))
                .isEqualTo("https://pay.example.com/aman/not-me#abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/aman",
                "pay.example.com",
                "ftp://pay.example.com",
                "https://a.example?x=1",
                "https://a.example#x"
            })
    void whatIsNoPlaceForPeopleStopsTheStart(String base) {
        assertThatThrownBy(() -> new PublicUrl(URI.create(base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aman.public-url");
    }

    @Test
    void aPathLiesBelowItWithASingleSlashBetween() {
        for (var base : new String[] {"https://a.example/x", "https://a.example/x/"}) {
            assertThat(new PublicUrl(URI.create(base)).at("/b?c=d")).isEqualTo("https://a.example/x/b?c=d");
        }
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(new PublicUrl(URI.create("https://a.example")).toString()).doesNotContain("#");
    }
}
