package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrustedProxiesTest {

    static Stream<JsonNode> cases() throws IOException {
        try (var file = TrustedProxiesTest.class.getResourceAsStream("/x-forwarded-for-cases.json")) {
            return StreamSupport.stream(
                    new JsonMapper().readTree(file).get("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theClientIsFoundFromTheRight(JsonNode expected) throws Exception {
        var client = new TrustedProxies(texts(expected.get("trusted")))
                .client(address(expected.get("peer").asString()), texts(expected.get("xff")));

        assertThat(client).isEqualTo(address(expected.get("client").asString()));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::7,2001:db8::7",
        "[2001:db8::7],2001:db8::7",
        "[2001:db8::7]:443,2001:db8::7",
        "::ffff:203.0.113.9,203.0.113.9",
        "' 203.0.113.9 ',203.0.113.9"
    })
    void addressesComeInSeveralForms(String hop, String client) throws Exception {
        assertThat(found(hop)).isEqualTo(address(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "unknown",
                "_hidden",
                "1.2.3",
                "1.2.3.4.5",
                "0x7f.1",
                "1.2.3.4, ",
                "[::1",
                "fe80::1%eth0"
            })
    void whatIsNoAddressEndsTheWalk(String hop) throws Exception {
        assertThat(found(hop)).isEqualTo(address("10.0.0.5"));
    }

    @Test
    void withoutTheHeaderTheProxyIsTheClient() throws Exception {
        var proxies = new TrustedProxies(List.of("10.0.0.0/8"));

        assertThat(proxies.client(address("10.0.0.5"), List.of())).isEqualTo(address("10.0.0.5"));
    }

    @Test
    void severalHeaderLinesAreOneList() throws Exception {
        var proxies = new TrustedProxies(List.of("10.0.0.0/8", "2001:db8::/32"));

        assertThat(proxies.client(address("10.0.0.5"), List.of("6.6.6.6, 203.0.113.9", "2001:db8::1, 10.1.1.1")))
                .isEqualTo(address("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "example.org/8", "10.0.0.0/x", "10.0.0.0/8/8", "10.0.0.0/33"})
    void aNetworkThatIsNoneStopsTheStart(String network) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(network))).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress found(String hop) {
        return new TrustedProxies(List.of("10.0.0.0/8")).client(address("10.0.0.5"), List.of(hop));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
