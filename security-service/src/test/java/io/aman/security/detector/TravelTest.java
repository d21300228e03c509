package io.aman.security.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import io.aman.platform.geo.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TravelTest {

    private static final Path FOLDER = Path.of("src/test/resources/geoip");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Travel RULE = ImpossibleTravel.rule(Detection.usual(Kind.IMPOSSIBLE_TRAVEL));

    static Stream<JsonNode> cases() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(FOLDER.resolve("travel-cases.json")))
                .get("cases")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theVerdictIsTheExpectedOne(JsonNode expected) throws IOException {
        var from = visit(expected.get("prevIp").asString(), 0, false);
        var to = visit(
                expected.get("currIp").asString(), expected.get("deltaSeconds").asLong(), expected.has("allowlist"));

        assertThat(RULE.verdict(from, to).name())
                .isEqualTo(expected.get("expected").asString());
        assertThat(RULE.verdict(to, from)).isEqualTo(RULE.verdict(from, to));
    }

    private static Visit visit(String address, long seconds, boolean isAllowed) throws IOException {
        return new Visit("evt", NOON.plusSeconds(seconds), "", "", null, point(address), isAllowed);
    }

    private static Place.@Nullable Point point(String address) throws IOException {
        try (var reader = new Reader(FOLDER.resolve("GeoLite2-City-Test.mmdb").toFile())) {
            Map<?, ?> row = reader.get(InetAddress.ofLiteral(address), Map.class);
            if (row == null || !(row.get("location") instanceof Map<?, ?> location)) {
                return null;
            }
            return new Place.Point(
                    ((Number) location.get("latitude")).doubleValue(),
                    ((Number) location.get("longitude")).doubleValue(),
                    ((Number) location.get("accuracy_radius")).intValue());
        }
    }
}
