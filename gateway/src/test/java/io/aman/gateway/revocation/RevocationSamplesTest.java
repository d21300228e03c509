package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.EventSamples;
import io.aman.events.RevocationEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RevocationSamplesTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-25T10:15:31Z"), ZoneOffset.UTC);
    private final Revocations revocations = new Revocations(clock, RevocationsFixture.BOUNDS);

    @Test
    void everyReleasedEventIsHeeded() {
        EventSamples.types(RevocationEvent.class)
                .forEach(type -> revocations.apply((RevocationEvent) EventSamples.event(type)));

        assertThat(RevocationsFixture.isRevoked(revocations, "ses_16fd2706e9a4465f9a8cbb2f0c6f1a3d"))
                .isTrue();
        assertThat(revocations.freshness()).isEqualTo(Freshness.FRESH);
    }
}
