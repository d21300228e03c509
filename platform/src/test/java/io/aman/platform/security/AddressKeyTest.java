package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKeyTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9,203.0.113.9",
        "::ffff:203.0.113.9,203.0.113.9",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::,2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff,2001:db8:1:2:0:0:0:0/64",
        "::1,0:0:0:0:0:0:0:0/64"
    })
    void anAddressIsCountedAsItselfOrAsItsNetwork(String address, String key) {
        assertThat(AddressKey.of(address)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "localhost", "example.org", "1.2.3.4:80", "fe80::1%lo", "1.2.3.4, 5.6.7.8", "unknown"})
    void whatIsNoAddressIsRefused(String address) {
        assertThatThrownBy(() -> AddressKey.of(address)).isInstanceOf(IllegalArgumentException.class);
    }
}
