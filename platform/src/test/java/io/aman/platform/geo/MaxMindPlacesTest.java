package io.aman.platform.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MaxMindPlacesTest {

    private static final Path FILE = resource("GeoLite2-City-Test.mmdb");

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private static Path resource(String name) {
        return Path.of("src/test/resources/geoip").resolve(name);
    }

    static Stream<JsonNode> lookups() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(resource("expected-lookups.json")))
                .get("lookups")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("lookups")
    void whatAnotherDecoderReadIsReadHere(JsonNode expected) {
        var place = MaxMindPlaces.open(FILE, A_MINUTE).of(expected.get("ip").asString());
        assertThat(place.country()).isEqualTo(text(expected, "country"));
        assertThat(place.city()).isEqualTo(text(expected, "city"));
        if (expected.get("lat").isNull()) {
            assertThat(place.point()).isNull();
        } else {
            assertThat(place.point())
                    .isEqualTo(new Place.Point(
                            expected.get("lat").asDouble(),
                            expected.get("lon").asDouble(),
                            expected.get("accuracy_km").asInt()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "256.1.1.1", "81.2.69.142, 10.0.0.1", "::ffff:81.2.69.142%1", "unknown"})
    void whatIsNoAddressIsNowhereAndIsNeverLookedUpByName(String text) {
        assertThat(MaxMindPlaces.open(FILE, A_MINUTE).of(text)).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void aNewFileIsUsedAndABrokenOneIsNot() throws IOException {
        var file = folder.resolve("places.mmdb");
        Files.copy(FILE, file);
        var places = MaxMindPlaces.open(file, A_MINUTE);

        Files.writeString(file, "torn in mid-copy");
        places.reload();
        assertThat(places.of("81.2.69.142").city()).isEqualTo("London");

        Files.delete(file);
        places.reload();
        assertThat(places.of("81.2.69.142").city()).isEqualTo("London");

        Files.copy(resource("GeoLite2-Country-Test.mmdb"), file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        places.reload();
        assertThat(places.of("81.2.69.142")).isEqualTo(new Place("GB", null, null));
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> MaxMindPlaces.open(folder.resolve("absent.mmdb"), A_MINUTE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("aman.geo.city-database");
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.get(field).isNull() ? null : node.get(field).asString();
    }
}
