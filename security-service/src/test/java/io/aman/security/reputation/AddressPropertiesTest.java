package io.aman.security.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressPropertiesTest {

    @Test
    void networksAndSingleAddressesAreRead() {
        var properties = new AddressProperties(List.of("192.0.2.0/24", "2001:db8::/48", "127.0.0.1"));

        assertThat(properties.isReadable()).isTrue();
        assertThat(AddressRanges.of(properties.networks())).satisfies(ranges -> {
            assertThat(ranges.contains(Network.Point.of("192.0.2.255"))).isTrue();
            assertThat(ranges.contains(Network.Point.of("192.0.3.0"))).isFalse();
            assertThat(ranges.contains(Network.Point.of("127.0.0.1"))).isTrue();
        });
    }

    @Test
    void whatIsNoNetworkOrAllowsEverybodyStopsTheStart() {
        assertThat(new AddressProperties(List.of("office")).isReadable()).isFalse();
        assertThat(new AddressProperties(List.of("0.0.0.0/0")).isReadable()).isFalse();
    }
}
