package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.session.token.TestServiceToken;
import io.aman.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDevicesTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final KnownDevices devices = new KnownDevices(TestServiceToken.hash(), Duration.ofDays(180), clock);

    @Test
    void aDeviceIsKnownToTheAccountThatWasSignedInToThere() {
        var token = devices.issue("noor", 7, "203.0.113.7");

        var known = devices.read(token, "noor").orElseThrow();
        assertThat(known.generation()).isEqualTo(7);
        assertThat(known.key()).matches("[0-9a-f]{64}");
        assertThat(devices.read(token, "omar")).isEmpty();
        assertThat(devices.read(null, "noor")).isEmpty();
    }

    @Test
    void itsNameTowardsOthersIsNotInTheTokenAndOfNoOtherDevice() {
        var token = devices.issue("noor", 0, "203.0.113.7");
        var other = devices.issue("noor", 0, "203.0.113.7");

        var name = devices.read(token, "noor").orElseThrow().key();
        assertThat(token.reveal()).doesNotContain(name);
        assertThat(devices.read(other, "noor").orElseThrow().key()).isNotEqualTo(name);
    }

    @Test
    void itIsAStrangerAfterItsTime() {
        var token = devices.issue("noor", 0, "203.0.113.7");

        clock.advance(Duration.ofDays(180).minusSeconds(1));
        assertThat(devices.read(token, "noor")).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(devices.read(token, "noor")).isEmpty();
    }

    @Test
    void itsPlaceIsTheAddressOrTheNetworkAndNobodyReadsItFromTheToken() {
        var token = devices.issue("noor", 0, "2001:db8:1:2::7");
        var known = devices.read(token, "noor").orElseThrow();

        assertThat(devices.isAtSamePlace(known, "noor", "2001:db8:1:2:ffff::1")).isTrue();
        assertThat(devices.isAtSamePlace(known, "noor", "2001:db8:1:3::7")).isFalse();
        assertThat(devices.isAtSamePlace(known, "omar", "2001:db8:1:2::7")).isFalse();
        assertThat(token.reveal()).doesNotContain("2001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9"})
    void noCharacterOfItCanBeChanged(String digit) {
        var token = devices.issue("noor", 5, "203.0.113.7").reveal();
        var forged = token.replaceFirst("\\.5\\.", "." + digit + ".");

        assertThat(devices.read(Secret.of(forged), "noor")).isEmpty();
        assertThat(devices.read(Secret.of(token + "x"), "noor")).isEmpty();
        assertThat(devices.read(Secret.of("x".repeat(100_000)), "noor")).isEmpty();
    }
}
