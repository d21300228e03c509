package io.aman.security.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressRangesTest {

    @Test
    void aSearchFindsExactlyWhatLookingAtEachNetworkFinds() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var networks = Stream.generate(() -> random.nextBoolean()
                        ? "198.18.%d.%d/%d".formatted(random.nextInt(4), random.nextInt(256), 20 + random.nextInt(13))
                        : "2001:db8::%x/%d".formatted(random.nextInt(0x10000), 112 + random.nextInt(17)))
                .limit(60)
                .map(text -> Network.parse(text).orElseThrow())
                .toList();
        var ranges = AddressRanges.of(networks);

        for (int i = 0; i < 5_000; i++) {
            var address = random.nextBoolean()
                    ? "198.18.%d.%d".formatted(random.nextInt(5), random.nextInt(256))
                    : "2001:db8::%x".formatted(random.nextInt(0x10000));
            var point = Network.Point.of(address);
            assertThat(ranges.contains(point))
                    .as("%s, seed %d", address, seed)
                    .isEqualTo(networks.stream().anyMatch(network -> within(network, point)));
        }
    }

    @Test
    void neighboursAndOverlapsBecomeOneRange() {
        assertThat(of("198.18.0.0/25", "198.18.0.128/25", "198.18.0.7", "198.18.0.0/24")
                        .size())
                .isEqualTo(1);
        assertThat(of("198.18.0.0", "198.18.0.2").size()).isEqualTo(2);
    }

    @Test
    void theEndsOfTheAddressSpaceAreFound() {
        var ends = of("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0", "::");

        assertThat(Stream.of("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0", "::")
                        .allMatch(address -> ends.contains(Network.Point.of(address))))
                .isTrue();
        assertThat(ends.contains(Network.Point.of("::1"))).isFalse();
        assertThat(AddressRanges.NONE.contains(Network.Point.of("::"))).isFalse();
    }

    private static AddressRanges of(String... networks) {
        return AddressRanges.of(Stream.of(networks)
                .map(text -> Network.parse(text).orElseThrow())
                .toList());
    }

    private static boolean within(Network network, Network.Point point) {
        return AddressRanges.of(List.of(network)).contains(point);
    }
}
