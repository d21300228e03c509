package io.aman.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.revocation.Freshness;
import io.aman.gateway.revocation.RevocationsFixture;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class RevocationHealthTest {

    private final RevocationsFixture revocations = new RevocationsFixture(Clock.systemUTC());
    private final RevocationHealth health = new RevocationHealth(revocations.revocations());

    @Test
    void itIsNotReadyBeforeRevocationsAreKnown() {
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        revocations.caughtUp();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void stalenessIsToldButDoesNotTakeItOutOfService() {
        revocations.caughtUp();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("state", Freshness.STALE);
    }
}
