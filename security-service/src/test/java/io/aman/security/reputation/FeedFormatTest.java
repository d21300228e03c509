package io.aman.security.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedFormatTest {

    private static final Map<String, Map<String, FeedFormat>> LISTS = Map.of(
            "firehol-sample", Map.of("firehol-sample.netset", FeedFormat.NETSET),
            "spamhaus-drop", Map.of("spamhaus-drop-sample.jsonl", FeedFormat.SPAMHAUS_DROP),
            "tor-exit",
                    Map.of(
                            "tor-bulk-exit-list-sample.txt", FeedFormat.NETSET,
                            "tor-exit-addresses-sample.txt", FeedFormat.TOR_EXIT_ADDRESSES));

    static String sample(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/ip-reputation").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> cases() {
        return new JsonMapper().readTree(sample("expected.json")).get("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSamplesClassifyAddressesAsExpected(JsonNode expected) {
        var point = Network.Point.of(expected.get("ip").asString());

        var lists = LISTS.entrySet().stream()
                .filter(list -> list.getValue().entrySet().stream()
                        .anyMatch(file -> ranges(file.getKey(), file.getValue()).contains(point)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(lists)
                .isEqualTo(expected.get("lists")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static AddressRanges ranges(String file, FeedFormat format) {
        var content = format.content(sample(file));
        assertThat(content.flaw()).isEmpty();
        assertThat(content.malformed()).isZero();
        return AddressRanges.of(content.networks());
    }

    @Test
    void malformedLinesAreSkippedAndCounted() {
        var malformed = new JsonMapper()
                .readTree(sample("expected.json"))
                .get("malformed_lines")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("\n"));
        var good = IntStream.range(0, 200).mapToObj(i -> "198.18.7." + i).collect(Collectors.joining("\n"));

        var content = FeedFormat.NETSET.content(malformed + "\n" + good);

        assertThat(content.malformed()).isEqualTo(4); // a comment and an empty line are none
        assertThat(content.networks()).hasSize(200);
        assertThat(content.flaw()).isEmpty();
    }

    @Test
    void aFileThatIsMostlySomethingElseIsRefused() {
        assertThat(FeedFormat.NETSET.content("<html>\n198.18.7.1\n").flaw()).isPresent();
        assertThat(FeedFormat.NETSET.content("").flaw()).isPresent();
        assertThat(FeedFormat.SPAMHAUS_DROP.content("{\"cidr\":{\"$gt\":\"\"}}").flaw())
                .isPresent();
        assertThat(FeedFormat.TOR_EXIT_ADDRESSES.content("ExitAddress").flaw()).isPresent();
    }

    @Test
    void aFileThatBrokeOffIsRefusedWhereItTellsItsLength() {
        var whole = sample("spamhaus-drop-sample.jsonl");

        var torn = whole.lines().skip(1).collect(Collectors.joining("\n"));

        assertThat(FeedFormat.SPAMHAUS_DROP.content(torn).flaw()).hasValue("2 of 3 records arrived");
    }

    @Test
    void noListSaysAnythingOfPrivateSpaceNorOfHalfTheInternet() {
        var bogons = FeedFormat.NETSET.content("10.0.0.0/8\n224.0.0.0/3\n192.168.7.7\nfc00::/7\n198.18.0.1");
        assertThat(bogons.networks())
                .containsExactly(Network.parse("198.18.0.1").orElseThrow());
        assertThat(bogons.malformed()).isZero();

        assertThat(FeedFormat.NETSET.content("0.0.0.0/0").malformed()).isEqualTo(1);
        assertThat(FeedFormat.NETSET.content("128.0.0.0/7").malformed()).isEqualTo(1);
        assertThat(FeedFormat.NETSET.content("::/0").malformed()).isEqualTo(1);
    }

    @Test
    void whatIsNoAddressIsNoNetwork() {
        for (var text :
                Set.of("", "/", "1", "1.2.3", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/33", "::/129", "::1%1", "a.b.c.d")) {
            assertThat(Network.parse(text)).as(text).isEmpty();
        }
    }
}
