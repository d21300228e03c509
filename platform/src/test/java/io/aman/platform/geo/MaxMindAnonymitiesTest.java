package io.aman.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MaxMindAnonymitiesTest {

    private final MaxMindAnonymities anonymities = MaxMindAnonymities.open(
            Path.of("src/test/resources/geoip/GeoIP-Anonymous-Plus-Test.mmdb"), Duration.ofMinutes(1));

    @Test
    void whatHidesAnAddressIsTold() {
        assertThat(anonymities.of("1.2.0.1")).isEqualTo(new Anonymity(true, false, false));
        assertThat(anonymities.of("71.160.223.9")).isEqualTo(new Anonymity(false, true, false));
        assertThat(anonymities.of("81.2.69.142")).isEqualTo(new Anonymity(true, true, true));
    }

    @Test
    void ofWhatTheDatabaseDoesNotKnowNothingIsSaid() {
        assertThat(anonymities.of("203.0.113.9")).isEqualTo(Anonymity.NONE);
        assertThat(anonymities.of("no address")).isEqualTo(Anonymity.NONE);
    }
}
