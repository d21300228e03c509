package io.aman.session.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UserAgentsTest {

    private static final double AGREEMENT = 0.97;

    private final UserAgents userAgents = new UserAgents();

    private static List<JsonNode> oracle() throws IOException {
        var json = new JsonMapper();
        return Files.readAllLines(Path.of("src/test/resources/ua/ua-device-type.jsonl")).stream()
                .map(json::readTree)
                .toList();
    }

    @Test
    void theKindOfDeviceAgreesWithTheOracle() throws IOException {
        var lines = oracle();
        var wrong = lines.stream()
                .filter(line -> !agrees(line))
                .map(line -> "%s: %s"
                        .formatted(
                                line.get("expected").asString(), line.get("ua").asString()))
                .toList();
        assertThat(wrong).hasSizeLessThanOrEqualTo((int) (lines.size() * (1 - AGREEMENT)));
    }

    private boolean agrees(JsonNode line) {
        var expected = line.get("expected").asString().toUpperCase(Locale.ROOT);
        return userAgents.read(line.get("ua").asString()).type().name().equals(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | DESKTOP | Firefox 140 | Linux
                Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | DESKTOP | Chrome 141 | Windows 10
                Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 | MOBILE | Chrome Mobile 141 | Android 10
                Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1 | MOBILE | Mobile Safari 26 | iOS 18
                """)
    void browserAndSystemAreNamed(String userAgent, DeviceType type, String browser, String os) {
        assertThat(userAgents.read(userAgent)).isEqualTo(new UserAgents.Seen(type, browser, os));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "curl/8.5.0", "${jndi:ldap://x}", "\u001b[31m", "Apache-HttpClient/5.4 (Java/21)"})
    void whatSaysNothingIsUnknown(String userAgent) {
        assertThat(userAgents.read(userAgent).type()).isEqualTo(DeviceType.UNKNOWN);
    }

    @Test
    void aTextMadeToCostTimeCostsLittle() {
        for (var piece : List.of("(", "Android ", "Mozilla/5.0 ", "; K) ", "a-", "Tablet;", "0123456789.")) {
            var text = piece.repeat(512 / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> userAgents.read(text));
        }
    }
}
