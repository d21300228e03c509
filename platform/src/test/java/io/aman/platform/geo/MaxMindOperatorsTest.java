package io.aman.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MaxMindOperatorsTest {

    private final MaxMindOperators operators =
            MaxMindOperators.open(Path.of("src/test/resources/geoip/GeoLite2-ASN-Test.mmdb"), Duration.ofMinutes(1));

    @Test
    void theAutonomousSystemOfAnAddressIsTold() {
        assertThat(operators.of("1.128.0.0")).isEqualTo(1221L);
        assertThat(operators.of("2600:6000::1")).isEqualTo(237L);
    }

    @Test
    void ofWhatTheDatabaseDoesNotKnowNothingIsSaid() {
        assertThat(operators.of("203.0.113.9")).isNull();
        assertThat(operators.of("no address")).isNull();
    }
}
