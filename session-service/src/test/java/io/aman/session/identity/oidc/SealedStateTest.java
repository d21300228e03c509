package io.aman.session.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SealedStateTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final SealedState states = new SealedState(new byte[32], Duration.ofMinutes(10), clock);
    private final SealedState.Begun begun = SealedState.Begun.fresh("console");

    @Test
    void whatWasSealedOpensUntilItsTimeIsOver() {
        var sealed = states.seal(begun);
        assertThat(states.open(sealed)).contains(begun);
        assertThat(sealed.reveal()).doesNotContain(begun.verifier().getValue());

        clock.advance(Duration.ofMinutes(10));
        assertThat(states.open(sealed)).isEmpty();
    }

    @Test
    void whatWeDidNotSealDoesNotOpen() {
        var sealed = states.seal(begun).reveal();
        var otherKey = new byte[32];
        otherKey[0] = 1;
        var other = new SealedState(otherKey, Duration.ofMinutes(10), clock);

        assertThat(other.open(Secret.of(sealed))).isEmpty();
        assertThat(states.open(Secret.of("x"))).isEmpty();
        assertThat(states.open(Secret.of("x".repeat(100_000)))).isEmpty();
        for (var place : new int[] {sealed.indexOf("..") + 3, sealed.length() - 3}) {
            var flipped = sealed.charAt(place) == 'A' ? 'B' : 'A';
            assertThat(states.open(Secret.of(sealed.substring(0, place) + flipped + sealed.substring(place + 1))))
                    .isEmpty();
        }
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(begun.toString())
                .doesNotContain(begun.verifier().getValue())
                .doesNotContain(begun.state().getValue());
        assertThat(states.seal(begun).toString()).isEqualTo("***");
    }
}
